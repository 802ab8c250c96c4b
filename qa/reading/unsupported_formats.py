"""Formats that are not read: what to do with a file of each, in one Dutch sentence."""

OFFICE = "tekst in dit formaat ({suffix}) wordt niet gelezen; bewaar het bestand als .docx of .pdf."
SHEET = "een rekenblad of tabel ({suffix}) wordt niet gelezen; bewaar het bestand als .pdf, of de tabel als .docx."
SLIDES = "een presentatie ({suffix}) wordt niet gelezen; bewaar het bestand als .pdf."
MAIL = "een e-mailbericht ({suffix}) wordt niet gelezen; bewaar het als .pdf, en een bijlage als eigen bestand."
ARCHIVE = "een ingepakt bestand ({suffix}) wordt niet gelezen; pak het uit in deze map."
IMAGE = "een afbeelding ({suffix}) wordt niet gelezen; maak er met tekstherkenning (OCR) een .pdf van."
RECORDING = "beeld of geluid ({suffix}) wordt niet gelezen; bewaar wat er wordt gezegd als .docx of .txt."
UNKNOWN = "dit formaat ({suffix}) is niet bekend; gebruik {formats}."
NAMELESS = "de naam van dit bestand zegt niet welk formaat het heeft; laat hem eindigen op {formats}."

_ADVICE = {
    OFFICE: ".doc .dot .docm .dotx .rtf .odt .ott .fodt .pages .wpd .wps .epub .tex",
    SHEET: ".xls .xlsx .xlsm .xlsb .ods .csv .tsv .numbers",
    SLIDES: ".ppt .pptx .pptm .pps .ppsx .odp .key",
    MAIL: ".eml .msg .mbox .mht .mhtml .pst",
    ARCHIVE: ".zip .7z .rar .tar .gz .tgz .bz2 .xz",
    IMAGE: ".jpg .jpeg .png .gif .tif .tiff .bmp .webp .svg .heic",
    RECORDING: ".mp3 .mp4 .m4a .wav .avi .mov .mkv .webm .ogg",
}
ADVICE = {suffix: sentence for sentence, suffixes in _ADVICE.items() for suffix in suffixes.split()}


def advice(suffix: str, formats: str) -> str:
    """Say what to do with a file whose name ends like this, in small letters; ``formats`` names those that are read."""
    if not suffix:
        return NAMELESS.format(formats=formats)
    return ADVICE.get(suffix, UNKNOWN).format(suffix=suffix, formats=formats)
