"""Which files a case takes in: a short list of kinds that people send about a child, and how large."""

from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024  # bytes: a scanned report of fifty pages, or a photograph of any telephone


@dataclass(frozen=True)
class Kind:
    """A kind of file: its key, what people call it, its media type, the ending it is given out with."""

    key: str
    label: str
    media_type: str
    ending: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", "pdf"),
        Kind("jpeg", "Photograph (JPEG)", "image/jpeg", "jpg"),
        Kind("png", "Picture (PNG)", "image/png", "png"),
        Kind("heic", "Photograph (HEIC)", "image/heic", "heic"),
        Kind(
            "docx",
            "Word document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        Kind(
            "xlsx",
            "Spreadsheet",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
        Kind("odt", "OpenDocument text", "application/vnd.oasis.opendocument.text", "odt"),
        Kind("txt", "Plain text", "text/plain", "txt"),
    )
}
ACCEPTED = "PDF, JPEG, PNG or HEIC pictures, Word, OpenDocument, spreadsheets and plain text"
