"""Every code of a finding, with what it means. A code is permanent: it is never renamed or used anew.

docs/findings.md lists them; `layout.preflight.table` writes it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much a finding matters. An ERROR stops the build, or makes its pages a proof."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Stage(StrEnum):
    """Where in the program a finding is made."""

    EDITION = "edition"
    """The edition folder is read; the files of a template and of a press condition are read by the same rules."""
    IMPORT = "import"
    TEMPLATE = "template"
    PRESS = "press"
    PLAN = "plan"
    PAGE = "page"
    AD = "ad"
    PREFLIGHT = "preflight"
    MEASURE = "measure"
    EPAPER = "e-paper"


_GUESTS: dict[str, Code] = {}

EDITION, IMPORT, TEMPLATE, PRESS, PLAN, PAGE, AD, PREFLIGHT, MEASURE, EPAPER = Stage
ERROR, WARNING, INFO = Severity


class Code(StrEnum):
    """What can be found. A member is its code, and knows the worst it is said with, its stage, and what it says."""

    severity: Severity
    stage: Stage
    says: str

    def __new__(cls, code: str, severity: Severity = ERROR, stage: Stage = EDITION, says: str = "") -> Self:
        """Make a member. ``Code("file-missing")`` is a look-up, as with any enum; hence the defaults."""
        made = str.__new__(cls, code)
        made._value_ = code
        made.severity, made.stage, made.says = severity, stage, says
        return made

    @classmethod
    def of_guest(cls, code: str, severity: Severity, stage: Stage, says: str) -> Code:
        """Return a new code that a guest's findings have; it is no member, but is looked up as one.

        Raises ValueError if there is such a code.
        """
        if code in cls._value2member_map_ or code in _GUESTS:
            raise ValueError(f"there is a code {code!r} already")
        made = str.__new__(cls, code)
        made._name_ = made._value_ = code
        made.severity, made.stage, made.says = severity, stage, says
        return _GUESTS.setdefault(code, made)

    @classmethod
    def _missing_(cls, value: object) -> Code | None:
        return _GUESTS.get(str(value))

    # The folder and its files
    NO_EDITION = "no-edition", ERROR, EDITION, "there is no such edition folder"
    FILE_MISSING = "file-missing", ERROR, EDITION, "`edition.yaml` is not there, or a link leads to nothing"
    FILE_UNREADABLE = "file-unreadable", ERROR, EDITION, "a file or the folder cannot be read, or is no ordinary file"
    FILE_OUTSIDE = "file-outside", ERROR, EDITION, "a file is a link that leads out of the edition folder"
    FILE_TOO_LARGE = "file-too-large", ERROR, EDITION, "a text file has more than 2 MB"
    FILE_EMPTY = "file-empty", ERROR, EDITION, "`edition.yaml` is empty"
    FILE_ENCODING = "file-encoding", ERROR, EDITION, "a file is not UTF-8 but GBK, UTF-16 or damaged"
    BAD_CHARACTER = "bad-character", ERROR, EDITION, "a character that must not be in copy"
    SCRIPT_NOT_SET = "script-not-set", ERROR, EDITION, "copy has words of a script that lines cannot be set in"
    TOO_MANY = "too-many", INFO, EDITION, "one file has more than 100 findings; the rest is not shown"
    # An edition based on another
    BASE_MISSING = "base-missing", ERROR, EDITION, "`based-on` names an edition that there is not"
    BASE_CIRCLE = "base-circle", ERROR, EDITION, "editions are based on each other in a circle"
    BASE_WITHOUT = "base-without", WARNING, EDITION, "`without` names what the edition below does not have"
    # YAML
    YAML_SYNTAX = "yaml-syntax", ERROR, EDITION, "the file is not YAML"
    YAML_HASH = "yaml-hash", ERROR, EDITION, "a blank and a # in a text, which would leave out what follows"
    YAML_SIGN = "yaml-sign", ERROR, EDITION, "a sign of a Chinese keyboard, or an unseen one, where YAML has its own"
    YAML_QUOTES = "yaml-quotes", INFO, EDITION, "curly quotes round a whole value, which are printed with it"
    YAML_DUPLICATE_KEY = "yaml-duplicate-key", ERROR, EDITION, "a key is given twice in one group"
    YAML_ALIAS = "yaml-alias", ERROR, EDITION, "an anchor or alias"
    YAML_TAG = "yaml-tag", ERROR, EDITION, "a tag"
    YAML_DEPTH = "yaml-depth", ERROR, EDITION, "lists or groups nested more than 12 deep"
    TOML_SYNTAX = "toml-syntax", ERROR, EDITION, "`banmian.toml` is not TOML"
    # Keys and values
    UNKNOWN_KEY = "unknown-key", ERROR, EDITION, "a key that is not known there"
    OLD_KEY = "old-key", WARNING, EDITION, "a key that has another name now; it is read all the same"
    MISSING_KEY = "missing-key", ERROR, EDITION, "a required key is missing or empty"
    WRONG_TYPE = "wrong-type", ERROR, EDITION, "text, number, list or group where another is wanted"
    NEEDS_QUOTES = "needs-quotes", ERROR, EDITION, "text that looks like a number, date or truth value"
    BAD_VALUE = "bad-value", ERROR, EDITION, "a value out of its range, or an id, page number or language that is none"
    BAD_DATE = "bad-date", ERROR, EDITION, "not a day of the calendar"
    DATE_DIFFERS = "date-differs", WARNING, EDITION, "the folder's name is another date than `date`"
    UNKNOWN_AD_KIND = "unknown-ad-kind", ERROR, EDITION, "no such kind of ad"
    NO_EFFECT = "no-effect", WARNING, EDITION, "a key of which nothing can come beside what else is written"
    LANGUAGE_NOT_KNOWN = "language-not-known", ERROR, EDITION, "a language that is not known, or that cannot be set"
    # Ids
    DUPLICATE_PAGE = "duplicate-page", ERROR, EDITION, "a page number given twice"
    SPREAD_PAGES = (
        "spread-pages",
        ERROR,
        EDITION,
        "two pages are to be one that do not face each other, or are not free",
    )
    DUPLICATE_AD = "duplicate-ad", ERROR, EDITION, "an ad's id given twice"
    AMBIGUOUS_ID = "ambiguous-id", ERROR, EDITION, "an ad and a story have the same id"
    UNKNOWN_STORY = "unknown-story", ERROR, EDITION, "a page names a story that has no file"
    UNKNOWN_AD = "unknown-ad", ERROR, EDITION, "a page names an ad that `ads.yaml` does not have"
    STORY_TWICE = "story-twice", ERROR, EDITION, "a story is named twice"
    STORY_UNUSED = "story-unused", ERROR, EDITION, "no page names the story or takes its section"
    AD_TWICE = "ad-twice", ERROR, EDITION, "an ad is named twice"
    AD_UNUSED = "ad-unused", ERROR, EDITION, "no page names the ad"
    AD_OUT_OF_RUN = "ad-out-of-run", WARNING, EDITION, "the edition's day is none that the ad was booked for (`runs`)"
    STORY_FILE_NAME = "story-file-name", ERROR, EDITION, "a story's file name is no id"
    UNKNOWN_TEMPLATE = "unknown-template", ERROR, EDITION, "no such template folder with a `design.yaml`"
    UNKNOWN_PAGE_KIND = "unknown-page-kind", ERROR, EDITION, "the template has no such kind of page"
    # The picture of areas
    AREAS_UNEVEN = "areas-uneven", ERROR, EDITION, "the rows of areas have different numbers of words"
    AREAS_NOT_RECTANGLE = "areas-not-rectangle", ERROR, EDITION, "an area is not a rectangle"
    AREAS_UNKNOWN = "areas-unknown", ERROR, EDITION, "a word of areas is no story or ad of the page"
    AREAS_MISSING = "areas-missing", ERROR, EDITION, "a story or ad of the page has no area"
    AREAS_AD_WIDTH = "areas-ad-width", ERROR, EDITION, "an ad's area is not as wide as the ad was sold"
    AREAS_FRONT = "areas-front", ERROR, EDITION, "a front page, which has a nameplate, is given by areas"
    # Places
    PLACE_UNKNOWN = "place-unknown", ERROR, EDITION, "a place is given to what is not on the page"
    PLACES_AND_AREAS = "places-and-areas", ERROR, EDITION, "a page has both `at` and `areas`"
    UNKNOWN_NEIGHBOUR = "unknown-neighbour", ERROR, EDITION, "`not-beside` names what is no story and no ad"
    # Stories
    FRONT_MATTER = "front-matter", ERROR, EDITION, "a story has no front matter, or it has no end"
    STORY_EMPTY = "story-empty", ERROR, EDITION, "a story has neither text nor a picture, a table or another element"
    NORMALISED = "normalised", INFO, EDITION, "punctuation was made regular; the remark lists what was changed"
    SIGNS_PRINTED = (
        "signs-printed",
        WARNING,
        EDITION,
        "signs of emphasis (`**`, `^`) in a text of one voice: a head, a caption of a chart, an ad",
    )
    SUBHEAD_WITHOUT_TEXT = "subhead-without-text", WARNING, EDITION, "no paragraph follows a subhead"
    PARAGRAPH_INDENT = "paragraph-indent", ERROR, EDITION, "an indented line without an empty line before it"
    MARKDOWN_UNSUPPORTED = (
        "markdown-unsupported",
        ERROR,
        EDITION,
        "a list in a list, a code block, a rule, or a block where it cannot be",
    )
    MARKDOWN_HEADING = "markdown-heading", ERROR, EDITION, "a heading other than `##`, or a line that begins like one"
    MARKDOWN_IMAGE = "markdown-image", ERROR, EDITION, "a picture inside the text"
    MARKDOWN_LITERAL = "markdown-literal", WARNING, EDITION, "a link, HTML, an entity or asterisks are set as written"
    MARK_IDLE = "mark-idle", WARNING, EDITION, "a mark such as `{optional}` stands where it does nothing"
    ELEMENT_UNKNOWN = "element-unknown", ERROR, EDITION, "no such element, chart or option"
    ELEMENT_OPEN = "element-open", ERROR, EDITION, "an element has no end, or an end no beginning"
    ELEMENT_CONTENT = "element-content", ERROR, EDITION, "an element is empty, or holds what it cannot hold"
    PUZZLE_UNSOUND = "puzzle-unsound", WARNING, EDITION, "a puzzle cannot be solved, or not in one way alone"
    JUMP_TO_ITSELF = (
        "jump-to-itself",
        ERROR,
        EDITION,
        "a story is continued from or on its own page, or from and on one page",
    )
    JUMP_NOT_MIRRORED = "jump-not-mirrored", WARNING, EDITION, "the other page has no story with the reciprocal line"
    JUMP_UNKNOWN_PAGE = "jump-unknown-page", ERROR, EDITION, "`jump` names no other page of the edition"
    # Pictures
    PICTURE_OUTSIDE = "picture-outside", ERROR, EDITION, "a picture that is not inside the edition folder"
    PICTURE_MISSING = "picture-missing", ERROR, EDITION, "there is no such picture"
    PICTURE_UNREADABLE = (
        "picture-unreadable",
        ERROR,
        EDITION,
        "a picture is damaged, empty, too large, or of a kind not read",
    )
    PICTURE_PROFILE = (
        "picture-profile",
        WARNING,
        EDITION,
        "the colour profile of a picture is broken or another picture's: it is taken without it",
    )
    PICTURE_TAKEN = "picture-taken", INFO, EDITION, "a picture is printed in another way than its file may be meant"
    PICTURE_WHOLE = "picture-whole", INFO, EDITION, "a picture is a drawing, so it is never cropped"
    PICTURE_WORDS = "picture-words", INFO, EDITION, "a picture's file has the caption or credit that its story lacks"
    # Copy that is imported
    IMPORT_NO_HEADLINE = "import-no-headline", WARNING, IMPORT, "there is no headline"
    IMPORT_NO_PARAGRAPH = "import-no-paragraph", WARNING, IMPORT, "nothing of a file is a paragraph"
    IMPORT_HEADLINE = "import-headline", INFO, IMPORT, "a line was taken for the headline"
    IMPORT_DECK = "import-deck", INFO, IMPORT, "a line was taken for the deck"
    IMPORT_BYLINE = "import-byline", INFO, IMPORT, "a line was taken for the byline"
    IMPORT_DATELINE = "import-dateline", INFO, IMPORT, "the dateline and byline were taken out of the text"
    IMPORT_LABEL = "import-label", INFO, IMPORT, "a line with a label was taken as front matter"
    IMPORT_SUBHEAD = "import-subhead", INFO, IMPORT, "a line was taken for a subhead"
    IMPORT_HEADING = "import-heading", INFO, IMPORT, "a heading of another level was set as a subhead"
    IMPORT_WRAPPED = "import-wrapped", INFO, IMPORT, "lines broken at a width were joined to paragraphs"
    IMPORT_LINE_BREAK = "import-line-break", INFO, IMPORT, "a line break inside a paragraph became a new paragraph"
    IMPORT_LINES = "import-lines", INFO, IMPORT, "short lines were kept as lines, as of verse or an address"
    IMPORT_SECTION = "import-section", INFO, IMPORT, "a section or subject that the edition has no page for"
    IMPORT_SUMMARY = "import-summary", WARNING, IMPORT, "there is a summary and not the whole text"
    IMPORT_SENDER = "import-sender", INFO, IMPORT, "who sent a mail, and when"
    IMPORT_QUOTED = "import-quoted", INFO, IMPORT, "words of another mail, or a signature, were left out"
    IMPORT_ATTACHMENT = "import-attachment", INFO, IMPORT, "a file that came with a mail and is no copy"
    IMPORT_SECOND_HEADLINE = "import-second-headline", INFO, IMPORT, "a second headline was left out, or made a subhead"
    IMPORT_SECOND_SERIES = "import-second-series", INFO, IMPORT, "a second series was left out"
    IMPORT_SECOND_KICKER = "import-second-kicker", INFO, IMPORT, "a second kicker was left out"
    IMPORT_SECOND_DECK = "import-second-deck", INFO, IMPORT, "a second deck was left out"
    IMPORT_SECOND_BYLINE = "import-second-byline", INFO, IMPORT, "a second byline was left out"
    IMPORT_SECOND_DATELINE = "import-second-dateline", INFO, IMPORT, "a second dateline was left out"
    IMPORT_SECOND_SOURCE = "import-second-source", INFO, IMPORT, "a second source was left out"
    IMPORT_EMPHASIS = "import-emphasis", INFO, IMPORT, "an emphasis cannot be said in a story file"
    IMPORT_SUBSCRIPT = "import-subscript", INFO, IMPORT, "a subscript or superscript was set plain"
    IMPORT_MARKDOWN = "import-markdown", WARNING, IMPORT, "something reads differently in a story file than it did"
    IMPORT_UNKNOWN_STYLE = "import-unknown-style", INFO, IMPORT, "text in an unknown style was set as text"
    IMPORT_UNKNOWN_ELEMENT = "import-unknown-element", INFO, IMPORT, "text in an unknown element was set as text"
    IMPORT_LIST = "import-list", INFO, IMPORT, "a list has our own numbers or signs, or was set as paragraphs"
    IMPORT_QUOTATION = "import-quotation", INFO, IMPORT, "a quotation was set as text"
    IMPORT_FORMULA = "import-formula", INFO, IMPORT, "a formula was set as its characters"
    IMPORT_FIELD = "import-field", INFO, IMPORT, "a field was set as its last result"
    IMPORT_TABLE = "import-table", WARNING, IMPORT, "a table was left out"
    IMPORT_TEXT_BOX = "import-text-box", WARNING, IMPORT, "a text box was left out"
    IMPORT_FOOTNOTE = "import-footnote", WARNING, IMPORT, "a footnote or endnote was left out"
    IMPORT_COMMENT = "import-comment", WARNING, IMPORT, "a comment was left out"
    IMPORT_HEADER = "import-header", INFO, IMPORT, "a page header or footer was left out"
    IMPORT_RUBY = "import-ruby", WARNING, IMPORT, "a reading over characters was left out"
    IMPORT_SYMBOL = "import-symbol", WARNING, IMPORT, "a symbol of a font of signs was left out"
    IMPORT_LEFT_OUT = "import-left-out", WARNING, IMPORT, "text of an element that is no copy was left out"
    IMPORT_LEFTOVER = "import-leftover", WARNING, IMPORT, "text in a place of a document that is not read"
    IMPORT_HIDDEN = "import-hidden", WARNING, IMPORT, "hidden text of a document was left out"
    IMPORT_STRUCK = "import-struck", WARNING, IMPORT, "struck text of a document was left out"
    IMPORT_CAPITALS = "import-capitals", INFO, IMPORT, "words that a document shows in capitals"
    IMPORT_DROP_CAP = "import-drop-cap", INFO, IMPORT, "a drop cap was joined to its paragraph"
    IMPORT_CELLS = "import-cells", INFO, IMPORT, "cells of a table were merged, or had several lines"
    IMPORT_CHART = "import-chart", WARNING, IMPORT, "a chart, or words of one, was left out"
    IMPORT_DRAWING = "import-drawing", WARNING, IMPORT, "a diagram, a drawing or an object was left out"
    IMPORT_INSERTED = "import-inserted", WARNING, IMPORT, "a tracked insertion was taken into the text"
    IMPORT_DELETED = "import-deleted", WARNING, IMPORT, "a tracked deletion was left out of the text"
    IMPORT_LINK = "import-link", INFO, IMPORT, "a link was set as its words"
    IMPORT_REMOTE = "import-remote", INFO, IMPORT, "an address that is not followed"
    IMPORT_PICTURE = "import-picture", WARNING, IMPORT, "a picture was left out, or is only named"
    IMPORT_MORE_PICTURES = "import-more-pictures", INFO, IMPORT, "more pictures than the first came with the copy"
    IMPORT_CAPTION = "import-caption", INFO, IMPORT, "a caption that is to be put to its picture"
    IMPORT_NO_CAPTION = "import-no-caption", INFO, IMPORT, "a picture has no caption"
    IMPORT_BAD_CHARACTER = "import-bad-character", WARNING, IMPORT, "a character that cannot be printed was taken out"
    IMPORT_ENCODING = "import-encoding", INFO, IMPORT, "the file is not in UTF-8"
    IMPORT_BOOKING_REFUSED = "import-booking-refused", ERROR, IMPORT, "a row of bookings makes no valid ad"
    IMPORT_BOOKING_DAY = "import-booking-day", INFO, IMPORT, "a booking is for another day and was left"
    IMPORT_BOOKING_THERE = "import-booking-there", INFO, IMPORT, "a booking is in `ads.yaml` already"
    IMPORT_BOOKING_REST = "import-booking-rest", INFO, IMPORT, "what a booking has that `ads.yaml` does not take"
    IMPORT_BOOKING_PAGE = "import-booking-page", INFO, IMPORT, "which ads are to be named on which page"
    IMPORT_BOOKING_GUESS = "import-booking-guess", INFO, IMPORT, "the size of an ad was guessed, or told by its measure"
    IMPORT_WIRE_SIGNS = "import-wire-signs", INFO, IMPORT, "signs of older wires were set as those of print"
    IMPORT_OTHER_BODY = "import-other-body", WARNING, IMPORT, "the two forms of an item's text differ"
    IMPORT_DATA = "import-data", INFO, IMPORT, "data of an item that no key of a story takes"
    # Templates
    DESIGN_EMPTY = "design-empty", ERROR, TEMPLATE, "design.yaml has no design in it"
    UNKNOWN_FONT = "unknown-font", ERROR, TEMPLATE, "a token names a font that fonts: does not have"
    FALLBACK_ABSENT = "fallback-absent", INFO, TEMPLATE, "a family behind the faces of a template is not installed"
    FEATURE_LACKING = "feature-lacking", INFO, TEMPLATE, "a face lacks the figures or capitals that a style asks for"
    TEMPLATE_TOKEN = "template-token", ERROR, TEMPLATE, "a style sheet names a token there is not"
    TEMPLATE_CSS = "template-css", ERROR, TEMPLATE, "the page's renderer left out something of a style sheet"
    TEMPLATE_PICTURE = (
        "template-picture",
        ERROR,
        TEMPLATE,
        "a template's own picture is missing or unfit for the press",
    )
    TEMPLATE_LANGUAGE = "template-language", WARNING, TEMPLATE, "a page's template is made for other languages"
    PAGE_INK = "page-ink", ERROR, EDITION, "a page asks for inks that the press does not print there"
    # Press conditions
    PRESS_EMPTY = "press-empty", ERROR, PRESS, "there is no press condition in the file"
    PRESS_PROFILE = "press-profile", ERROR, PRESS, "the ICC profile cannot be used"
    SIGNED_CHANGED = "signed-changed", WARNING, PRESS, "a page that was signed off is another one now"
    VERSIONS_LOST = "versions-lost", WARNING, PRESS, "the record of the pages' versions cannot be read"
    # The plan of a page, and of the edition
    STORY_ALLOTTED = "story-allotted", INFO, PLAN, "a story of the pool is given a page"
    STORY_JUMPS = "story-jumps", INFO, PLAN, "a story is continued on another page: its own has too much copy"
    STORY_LEFT_OVER = (
        "story-left-over",
        ERROR,
        PLAN,
        "no room for a story on its page, or (info, but for `must: true`) for one of the pool on any of its section",
    )
    STORY_HELD_OVER = "story-held-over", WARNING, PLAN, "a story is held over: its page has too much copy"
    STORY_COLUMNS = "story-columns", WARNING, PLAN, "a story is let stand over other columns than it orders"
    STORY_SHORTENED = "story-shortened", WARNING, PLAN, "a story is cut from its end, as it allows"
    STORY_MOVED = "story-moved", WARNING, PLAN, "a story stands on another page than the one that names it"
    PART_LEFT_OUT = "part-left-out", INFO, PLAN, "a part of a story is left out, as it allows"
    JUMP_NOT_MADE = "jump-not-made", WARNING, PLAN, "a story is not continued on the page that its `jump` names"
    CLOSING_ADVICE = "closing-advice", INFO, PLAN, "what would make a page come out, tried"
    INDEX_LEFT_OUT = "index-left-out", WARNING, PLAN, "a front page has no index: too few stories inside, or no room"
    PAGE_NOT_PLANNED = "page-not-planned", ERROR, PLAN, "a page cannot be planned, and is left out of the build"
    PLACE_IMPOSSIBLE = "place-impossible", ERROR, PLAN, "a place, or a picture of areas, that the page cannot have"
    AD_NO_ROOM = "ad-no-room", ERROR, PLAN, "an ad is larger than its page, or ads leave each other no room"
    STORY_TOO_LONG = "story-too-long", ERROR, PLAN, "a story is longer than its page and another one"
    PICTURES_TOO_MANY = "pictures-too-many", ERROR, PLAN, "the pictures of a story take more than a page"
    PLAN_STRETCHED = (
        "plan-stretched",
        ERROR,
        PLAN,
        "no legal shape fits: stories are over, or under (warning if little)",
    )
    PAGE_WAITS = "page-waits", ERROR, PLAN, "a page has no story yet; the sections it takes are named"
    PLAN_WHITE = "plan-white", ERROR, PLAN, "a part of the page stays white"
    PLAN_SHAPE = "plan-shape", WARNING, PLAN, "an item stands in a shape that is none of its legal ones"
    PLAN_LEAD = "plan-lead", WARNING, PLAN, "the lead is not on top, or its head is not the widest"
    PLAN_TOMBSTONE = "plan-tombstone", WARNING, PLAN, "heads stand side by side (碰题)"
    PLAN_CUT_ACROSS = "plan-cut-across", WARNING, PLAN, "a straight cut runs across the page (断版)"
    PLAN_CUT_DOWN = "plan-cut-down", WARNING, PLAN, "a straight cut runs down the page (通缝)"
    PLAN_SLIVER = "plan-sliver", WARNING, PLAN, "a story has one column, too long, or hardly any text under its head"
    PLAN_PICTURE_APART = "plan-picture-apart", WARNING, PLAN, "a picture stands away from its story"
    PLAN_BESIDE = "plan-beside", WARNING, PLAN, "items stand beside each other that must not"
    PLAN_AD_EDGE = "plan-ad-edge", ERROR, PLAN, "an ad is not at the edge, corner or page it was sold for"
    PLAN_AD_MOVED = "plan-ad-moved", ERROR, PLAN, "an ad is not where it is booked"
    PLAN_AD_SIZE = "plan-ad-size", ERROR, PLAN, "an ad does not have the size it was sold"
    PLAN_PIN_MOVED = "plan-pin-moved", ERROR, PLAN, "an item is not where it is pinned"
    PLAN_WITHIN = "plan-within", ERROR, PLAN, "an item stands outside the zone it is to stay in"
    PLAN_FORBIDDEN = "plan-forbidden", ERROR, PLAN, "an item stands where it must not"
    PLAN_NOTCH = "plan-notch", ERROR, PLAN, "an ad let into a story is not in a lower corner of it"
    PLAN_OFF_PAGE = "plan-off-page", ERROR, PLAN, "an item reaches over the page's edge"
    PLAN_OVERLAP = "plan-overlap", ERROR, PLAN, "two items overlap"
    PLAN_HOLE = "plan-hole", ERROR, PLAN, "nothing stands on some cells of the page"
    PLAN_TWICE = "plan-twice", ERROR, PLAN, "an item is there twice"
    PLAN_MISSING = "plan-missing", ERROR, PLAN, "an item has no place"
    PLAN_UNKNOWN = "plan-unknown", ERROR, PLAN, "a plan names an item there is not"
    # A page set
    PAGE_NOT_MADE = "page-not-made", ERROR, PAGE, "a page cannot be made, and is left out of the build"
    MISSING_GLYPH = "missing-glyph", ERROR, PAGE, "no font has a character of a story, or of what the page prints"
    HEAD_TOO_LONG = "head-too-long", ERROR, PAGE, "a line of a head does not fit over its columns"
    PICTURE_TOO_SMALL = "picture-too-small", ERROR, PAGE, "a picture has too few pixels for any width it may have"
    TABLE_TOO_WIDE = "table-too-wide", ERROR, PAGE, "a table has more columns than there is room for characters"
    SPREAD_FOLD = "spread-fold", WARNING, PAGE, "letters, or what a picture is about, stand on the fold of a spread"
    HEAD_LEVEL = "head-level", INFO, PAGE, "a headline asked for from the top down was set level: it has no room so"
    PICTURE_WIDTH = "picture-width", WARNING, PAGE, "a picture does not stand over the columns its story orders for it"
    BOX_WIDTH = "box-width", WARNING, PAGE, "a box or table does not stand over the columns its story orders for it"
    BOX_PLACE = "box-place", WARNING, PAGE, "a box or table does not stand in its story where that orders it"
    PICTURE_PLACE = "picture-place", WARNING, PAGE, "a picture does not stand in its story where that orders it"
    PICTURE_CROPPED = "picture-cropped", INFO, PAGE, "a good part of a picture was cut off to fit its place"
    MEASURE_NOT_WIDE = "measure-not-wide", WARNING, PAGE, "a story asks for wide columns and is set in the page's own"
    READING_IN_BRACKETS = (
        "reading-in-brackets",
        INFO,
        PAGE,
        "readings of a story stand in brackets: over the characters they have no room, or would be too small",
    )
    DROP_CAP_NOT_SET = "drop-cap-not-set", INFO, PAGE, "a story asks for a drop cap, and its beginning can have none"
    WORD_TOO_WIDE = "word-too-wide", ERROR, PAGE, "a word or an address stands out of its line, and nothing parts it"
    LOOSE_LINE = "loose-line", WARNING, PAGE, "a line of text is spaced too far"
    NOT_PRINTED = "not-printed", WARNING, PAGE, "a key is set that no page prints"
    FURNITURE_TOO_LONG = "furniture-too-long", ERROR, PAGE, "a name or a line of the nameplate or folio does not fit"
    # Ads
    AD_TEXT = "ad-text", ERROR, AD, "text of an ad does not fit its box, or its face lacks a character"
    AD_ON_BLACK = "ad-on-black", WARNING, AD, "a ready-made ad in colour stands on a page that is printed in black"
    AD_FILE = "ad-file", ERROR, AD, "a file of an ad cannot be used, or (warning) should be looked at"
    # What preflight's rules find; what is said of a rule is what a page has to keep
    PAGE_OPENS = "page-opens", ERROR, PREFLIGHT, "The file can be opened"
    PAGE_CONTENT = "page-content", ERROR, PREFLIGHT, "The page's content can be followed"
    PAGE_SINGLE = "page-single", ERROR, PREFLIGHT, "One page a file"
    PAGE_EMPTY = "page-empty", ERROR, PREFLIGHT, "Something is printed"
    BOX_TRIM = "box-trim", ERROR, PREFLIGHT, "The page has a TrimBox"
    BOX_ART = "box-art", ERROR, PREFLIGHT, "No ArtBox beside the TrimBox"
    BOX_NESTING = "box-nesting", ERROR, PREFLIGHT, "Trim lies in bleed, bleed in the sheet"
    BOX_BLEED = "box-bleed", ERROR, PREFLIGHT, "Bleed is as wide as the press wants"
    BOX_SIZE = "box-size", ERROR, PREFLIGHT, "The trim has the template's size"
    BOX_TURNED = "box-turned", ERROR, PREFLIGHT, "The page is upright and in its true size"
    BLEED_CONTENT = "bleed-content", ERROR, PREFLIGHT, "What reaches the trim runs on into the bleed"
    TEXT_SAFE = "text-safe", WARNING, PREFLIGHT, "Text keeps away from the trim"
    MARKS_CROP = "marks-crop", WARNING, PREFLIGHT, "Every edge has its crop marks"
    MARKS_IN_BLEED = "marks-in-bleed", ERROR, PREFLIGHT, "No mark stands in the bleed"
    COLOUR_RGB = "colour-rgb", ERROR, PREFLIGHT, "Nothing is painted in RGB"
    COLOUR_LAB = "colour-lab", ERROR, PREFLIGHT, "Nothing is painted in Lab or calibrated colour"
    COLOUR_ICC_RGB = "colour-icc-rgb", ERROR, PREFLIGHT, "Nothing is painted in RGB with a profile"
    COLOUR_ICC = "colour-icc", ERROR, PREFLIGHT, "No ICC-based colour in PDF/X-1a"
    COLOUR_SPOT = "colour-spot", ERROR, PREFLIGHT, "Spot colours are known to the press"
    COLOUR_BLACK_PAGE = "colour-black-page", ERROR, PREFLIGHT, "A page printed in black has no other process ink"
    COLOUR_REGISTRATION = "colour-registration", ERROR, PREFLIGHT, "Registration colour only outside the page"
    COLOUR_LEFT_OVER = "colour-left-over", WARNING, PREFLIGHT, "No foreign colour space lies about in the file"
    INK_TOTAL = "ink-total", ERROR, PREFLIGHT, "Flat colours keep within the press's total ink"
    INK_OVERLAP = "ink-overlap", ERROR, PREFLIGHT, "Overprinting keeps within the press's total ink"
    INK_PICTURE = "ink-picture", ERROR, PREFLIGHT, "Pictures keep within the press's total ink"
    INK_RICH_TEXT = "ink-rich-text", ERROR, PREFLIGHT, "Black text is black alone"
    INK_FAINT = "ink-faint", WARNING, PREFLIGHT, "Tints are strong enough"
    INK_FILLED_IN = "ink-filled-in", INFO, PREFLIGHT, "Dark tints are not taken for solids"
    BLACK_BODY = "black-body", ERROR, PREFLIGHT, "Body text is black alone"
    BLACK_OVERPRINT = "black-overprint", ERROR, PREFLIGHT, "Black text overprints"
    WHITE_OVERPRINT = "white-overprint", ERROR, PREFLIGHT, "White does not overprint"
    PICTURE_COARSE = "picture-coarse", ERROR, PREFLIGHT, "Pictures have enough pixels"
    PICTURE_WEAK = "picture-weak", WARNING, PREFLIGHT, "Pictures have two pixels for every line of the screen"
    PICTURE_FINE = "picture-fine", WARNING, PREFLIGHT, "Pictures have no more pixels than help"
    PICTURE_LINE_ART = "picture-line-art", ERROR, PREFLIGHT, "Line art is fine enough"
    PICTURE_COLOUR = "picture-colour", ERROR, PREFLIGHT, "Pictures are in CMYK or grey"
    PICTURE_STRETCHED = "picture-stretched", WARNING, PREFLIGHT, "Pictures keep their proportions"
    PICTURE_CODEC = "picture-codec", ERROR, PREFLIGHT, "Pictures are packed in a way the standard knows"
    FONT_EMBEDDED = "font-embedded", ERROR, PREFLIGHT, "Fonts are embedded"
    FONT_SUBSET = "font-subset", WARNING, PREFLIGHT, "Fonts are embedded as subsets"
    FONT_TYPE3 = "font-type3", ERROR, PREFLIGHT, "No Type 3 fonts"
    FONT_UNICODE = "font-unicode", WARNING, PREFLIGHT, "Glyphs tell what characters they are"
    FONT_NOTDEF = "font-notdef", ERROR, PREFLIGHT, "No character is missing from its font"
    TYPE_SMALL = "type-small", ERROR, PREFLIGHT, "Type is large enough"
    TYPE_SMALL_REVERSED = "type-small-reversed", ERROR, PREFLIGHT, "Type on a dark ground is large enough"
    TYPE_REVERSED_INKS = "type-reversed-inks", WARNING, PREFLIGHT, "Small light type stands in a ground of one ink"
    TYPE_SEVERAL_INKS = "type-several-inks", WARNING, PREFLIGHT, "Small type is printed in one ink"
    TYPE_SCREENED = "type-screened", WARNING, PREFLIGHT, "Small type is solid"
    TYPE_UNSEEN = "type-unseen", ERROR, PREFLIGHT, "All text can be seen"
    TYPE_OVER_TYPE = "type-over-type", ERROR, PREFLIGHT, "No text stands on other text"
    TYPE_OVER_RULE = "type-over-rule", ERROR, PREFLIGHT, "No rule runs through text"
    TYPE_OVER_EDGE = "type-over-edge", ERROR, PREFLIGHT, "Text keeps inside of the ground it stands on"
    TYPE_OUTSIDE = "type-outside", ERROR, PREFLIGHT, "Text keeps inside of the place of its item"
    TYPE_TRIMMED = "type-trimmed", ERROR, PREFLIGHT, "No text is cut off at the trim"
    LINE_KINSOKU = "line-kinsoku", WARNING, PREFLIGHT, "No mark stands where it may not (避头尾)"
    LINE_FLUSH = "line-flush", WARNING, PREFLIGHT, "Lines reach both edges of their column"
    LINE_GRID = "line-grid", WARNING, PREFLIGHT, "Lines stand on the page's grid"
    LINE_LOOSE = "line-loose", WARNING, PREFLIGHT, "No line is spaced too far"
    LINE_HYPHENS = "line-hyphens", WARNING, PREFLIGHT, "Hyphens do not stand under each other"
    LINE_RUNT = "line-runt", INFO, PREFLIGHT, "No paragraph ends in a single character"
    LINE_WIDOW = "line-widow", INFO, PREFLIGHT, "No line of a paragraph stands alone at a column's head or foot"
    RULE_HAIRLINE = "rule-hairline", ERROR, PREFLIGHT, "No line is left to the machine's thinnest"
    RULE_THIN = "rule-thin", ERROR, PREFLIGHT, "Lines are thick enough"
    RULE_THIN_REVERSED = "rule-thin-reversed", ERROR, PREFLIGHT, "White lines in a dark ground are thick enough"
    RULE_TINT = "rule-tint", ERROR, PREFLIGHT, "Thin lines are solid"
    PDFX_VERSION = "pdfx-version", ERROR, PREFLIGHT, "The file claims the PDF/X the press wants"
    PDFX_HEADER = "pdfx-header", ERROR, PREFLIGHT, "The PDF version is the standard's"
    PDFX_METADATA = "pdfx-metadata", ERROR, PREFLIGHT, "Title, dates and ids are there"
    PDFX_AGREE = "pdfx-agree", ERROR, PREFLIGHT, "Information and XMP agree"
    PDFX_INTENT = "pdfx-intent", ERROR, PREFLIGHT, "One output intent tells the printing condition"
    PDFX_PROFILE = "pdfx-profile", ERROR, PREFLIGHT, "The output intent's profile is the press's"
    PDFX_IDS = "pdfx-ids", ERROR, PREFLIGHT, "The file has its two ids"
    PDFX_TRAPPED = "pdfx-trapped", ERROR, PREFLIGHT, "Trapped is told"
    PDFX_ENCRYPTED = "pdfx-encrypted", ERROR, PREFLIGHT, "The file is not encrypted"
    PDFX_TRANSPARENCY = "pdfx-transparency", ERROR, PREFLIGHT, "No transparency in PDF/X-1a"
    PDFX_BLEND_SPACE = "pdfx-blend-space", ERROR, PREFLIGHT, "Transparent objects are blended in CMYK"
    PDFX_ANNOTATIONS = "pdfx-annotations", ERROR, PREFLIGHT, "No annotations on the page"
    PDFX_ACTIONS = "pdfx-actions", ERROR, PREFLIGHT, "No scripts, actions or forms"
    PDFX_ATTACHMENTS = "pdfx-attachments", ERROR, PREFLIGHT, "No attached files"
    PDFX_EXTERNAL = "pdfx-external", ERROR, PREFLIGHT, "Nothing has to be fetched or replaced"
    PDFX_TRANSFER = "pdfx-transfer", ERROR, PREFLIGHT, "No transfer curves"
    PDFX_LAYERS = "pdfx-layers", ERROR, PREFLIGHT, "No layers"
    COPY_MISSING = "copy-missing", ERROR, PREFLIGHT, "Every story of the plan is on the page"
    COPY_ADS = "copy-ads", ERROR, PREFLIGHT, "Every ad of the plan is on the page"
    COPY_COLLISION = "copy-collision", ERROR, PREFLIGHT, "Nothing stands on something else"
    COPY_OVERSET = "copy-overset", ERROR, PREFLIGHT, "All copy fits"
    COPY_HOLE = "copy-hole", WARNING, PREFLIGHT, "No story leaves a hole"
    COPY_LOOSE = "copy-loose", WARNING, PREFLIGHT, "No line had to be filled by force"
    PAGE_WHITE = "page-white", ERROR, PREFLIGHT, "No large part of the page is empty"
    HEAD_ALONE = "head-alone", ERROR, PREFLIGHT, "Every head has something under it"
    # Lines measured on their own
    MEASURE_NO_BODY = "measure-no-body", ERROR, MEASURE, "no column of body text was found"
    MEASURE_FLUSH = "measure-flush", ERROR, MEASURE, "a line does not reach an edge of its column"
    MEASURE_KINSOKU = "measure-kinsoku", ERROR, MEASURE, "a mark stands where it may not (避头尾)"
    MEASURE_GRID = "measure-grid", ERROR, MEASURE, "a line is off the page's grid"
    MEASURE_LOOSE = "measure-loose", ERROR, MEASURE, "a line is spaced too far"
    # The e-paper
    EPAPER_NOT_PRINTED = "epaper-not-printed", WARNING, EPAPER, "a story stands on no printed page"
    EPAPER_COPY_DIFFERS = (
        "epaper-copy-differs",
        WARNING,
        EPAPER,
        "a paragraph stands on the page otherwise than it is written now",
    )
    EPAPER_NOT_LINKED = (
        "epaper-not-linked",
        WARNING,
        EPAPER,
        "an edition's pages do not link to those before and after it",
    )
