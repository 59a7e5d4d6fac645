// What somebody is still writing is kept on the server, and enciphered in this browser in case the session has ended.
// Without scripts the button “Keep as a draft” does the same by hand.
const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "draft:";
const UNSENT = new Set(["csrfmiddlewaretoken", "draft"]);
const { crypto, localStorage } = window;

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
const raw = (packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));

const forget = (place) => localStorage.removeItem(PREFIX + place);

function parsed(kept) {
  try {
    return JSON.parse(kept);
  } catch {
    return null;
  }
}

async function keyOf(form) {
  return crypto.subtle.importKey("raw", bytes(form.dataset.draftSecret), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => !UNSENT.has(name) && typeof value === "string");
}

// Each write waits for the one before, so that older words never take the place of newer ones.
let writing = Promise.resolve();

function write(form) {
  const at = Date.now(), plain = new TextEncoder().encode(JSON.stringify(fieldsOf(form)));
  writing = writing.then(() => seal(form, at, plain)).catch(() => 0); // a full or closed storage leaves the server's copy
  return writing;
}

async function seal(form, at, plain) {
  if (!crypto.subtle) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(form), plain);
  localStorage.setItem(PREFIX + form.dataset.draftPlace, JSON.stringify({ at, iv: text(iv), sealed: text(sealed) }));
}

async function read(form) {
  const kept = parsed(localStorage.getItem(PREFIX + form.dataset.draftPlace));
  if (!kept || !crypto.subtle) return null;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: raw(kept.iv) }, await keyOf(form), raw(kept.sealed));
    return { at: kept.at, fields: JSON.parse(new TextDecoder().decode(plain)) };
  } catch {
    forget(form.dataset.draftPlace);
    return null;
  }
}

async function send(form, fields) {
  const body = new FormData();
  fields.forEach(([name, value]) => body.append(name, value));
  const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
  const answer = await fetch(form.dataset.draft, { method: "POST", body, headers, redirect: "manual" });
  return answer.status;
}

function fill(form, fields) {
  const given = new Map();
  fields.forEach(([name, value]) => given.set(name, [...(given.get(name) ?? []), value]));
  for (const input of form.elements) {
    if (!input.name || ["file", "hidden", "submit"].includes(input.type) || UNSENT.has(input.name)) continue;
    const values = given.get(input.name) ?? [];
    if (input.type === "checkbox" || input.type === "radio") {
      if (input.checked !== values.includes(input.value)) input.click();
    } else if (values.length) {
      input.value = values[0];
      input.dispatchEvent(new Event("keyup"));
    }
  }
}

async function offer(form) {
  const held = await read(form);
  if (!held || form.dataset.draftOffer === undefined) return;
  if (held.at <= Number(form.dataset.draftAt ?? 0) * 1000) return;
  const status = await send(form, held.fields).catch(() => 0);
  if (status === 409) forget(form.dataset.draftPlace);
  else {
    fill(form, held.fields);
    document.querySelector("[data-draft-notice]").hidden = false;
  }
}

function keep(form) {
  let soon, later, unkept = false, sending = false;
  const stop = () => { clearTimeout(soon); clearTimeout(later); };
  const now = () => { if (unkept && !sending) write(form); };
  const changed = () => {
    unkept = true;
    stop();
    soon = setTimeout(now, 200);
    later = setTimeout(() => { if (!sending) send(form, fieldsOf(form)).catch(() => 0); }, 2500);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { stop(); write(form); sending = true; });
  // A phone that puts the page away may never show it again; a page that comes back from memory is written in anew.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") now(); });
  addEventListener("pageshow", (event) => { if (event.persisted) sending = false; });
  document.querySelector("[data-draft-drop]")?.addEventListener("submit", () => {
    stop();
    sending = true;
    writing = writing.then(() => forget(form.dataset.draftPlace));
    forget(form.dataset.draftPlace);
  });
}

for (const name of Object.keys(localStorage)) {
  if (name.startsWith(PREFIX) && !(parsed(localStorage[name])?.at > Date.now() - WEEK)) localStorage.removeItem(name);
}
const form = document.querySelector("form[data-draft]");
if (form) {
  await offer(form);
  keep(form);
  form.dataset.draftReady = "";
}
