// What a page gains where scripts run. Nothing here is needed to use it.
// The address of the design system's script carries a fingerprint that only the server knows: it stands on our own tag.
const { govuk } = document.getElementById("app").dataset;

if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { createAll, initAll, CharacterCount, Checkboxes, Radios } = await import(govuk);
  initAll();
  // Parts of a page that arrive later.
  document.body.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (elt !== document.body) [CharacterCount, Checkboxes, Radios].forEach((part) => createAll(part, undefined, elt));
  });
}

// A region takes the keyboard's focus only while it has something to scroll.
const focusable = new ResizeObserver((entries) => {
  for (const region of new Set(entries.map(({ target }) => target.closest(".scroll")))) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
});
// Its content may grow without it, as when a font arrives.
document.querySelectorAll(".scroll, .scroll > *").forEach((part) => focusable.observe(part));

// A filter that is closed on a phone stands open where there is room.
const wide = matchMedia("(min-width: 48.0625rem)");
if (wide.matches) document.querySelectorAll("details.filters").forEach((panel) => { panel.open = true; });

// Two minutes before a session ends for want of use, somebody who is still writing can keep it.
const ending = document.querySelector(".ending");
const warn = () => setTimeout(() => { ending.hidden = false; }, (ending.dataset.seconds - 120) * 1000);
if (ending?.dataset.seconds) {
  warn();
  ending.querySelector("button").addEventListener("click", async () => {
    await fetch(ending.dataset.stay, { credentials: "same-origin" });
    ending.hidden = true;
    warn();
  });
}
