"""English: American, and British with the day before the month."""

from __future__ import annotations

from dataclasses import replace

from layout.base.locale.han import CURLY
from layout.base.locale.latin import SOFT, TIES, counted, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, SiteWords, SpecimenTexts, Tie, Words

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WRITTEN = (*_MONTHS, *(rf"{month}\." for month in ("Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec")))
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WORDS = Words(
    full_date="{day_name}, {month_name} {day}, {year}",
    month_date="{month_name} {year}",
    months=_MONTHS,
    days=_DAYS,
    issue_number="No. {issue}",
    volume_issue="Vol. {volume}, No. {issue}",
    page_count="{count} pages",
    editor_name="Editor: {name}",
    continued_from="From {page}: ",
    carried_from="From {page}",
    continued_on="Continued on {page}",
    dateline_before="{place} — ",
    index_label="Inside",
    one_page="1 page",
    designer_name="Design: {name}",
    publisher_name="Published by {name}",
    phone_number="Phone {number}",
    price_named="Price {price}",
)

SITE = SiteWords(
    lang="en",
    full_date="{day_name}, {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Digital edition",
    issue="No. {}",
    page="Page {}",
    pages="Pages",
    all_editions="All editions",
    issues="Editions",
    previous_issue="Previous edition",
    next_issue="Next edition",
    contents="In this issue",
    stories="On this page",
    ads="Advertisements on this page",
    ad="Advertisement",
    picture_of="Picture of page {}",
    zones="Choose a story on the page",
    picture="Picture",
    to_text="Skip to the text",
    to_stories="Skip to the list of stories",
    previous_page="Previous page",
    next_page="Next page",
    previous_story="Previous story",
    next_story="Next story",
    printed_on="Printed on page {}",
    not_printed="Not in today’s printed paper",
    continued_from="Continued from page {}",
    goes_on="Continued on page {}",
    no_words="see the picture of the page",
)

SPECIMEN = SpecimenTexts(
    paper="Specimen",
    sample="From large to small 012",
    line="The quick ferry, five to nine. No. 2022",
    ad="A border",
    lead=(
        "A kicker above",
        "The headline is read first",
        "The deck says what the headline left out",
        "By a staff writer",
    ),
    box=("In a box", "A short piece", "", ""),
    first=(
        ("A page is a grid before it is anything else: columns across and rows down. ", "plain"),
        ("Bold type", "strong"),
        (" is for warnings, ", "plain"),
        ("the second voice", "em"),
        (" is for titles and for what is quoted from elsewhere. A raised figure, 3,200 m", "plain"),
        ("2", "superscript"),
        (", does not push the lines apart.", "plain"),
    ),
    subhead="A subhead has a line of its own",
    paragraphs=(
        "Every line of the text stands on one grid, so that the lines of two columns are level across the gutter. "
        "Word spaces are narrowed a little or widened a little, words are parted where the dictionary allows it, and "
        "the whole paragraph is weighed before the first line is set.",
        "A headline has to be seen from three steps away and a subhead has to give the reader a place to stop. How "
        "much white stands between the two is written in the design file, where anyone can change it, make this "
        "sheet again, and see at a glance whether it was right.",
        "A page does not need many sizes of type, only a few that are clearly apart. It is the same with color: what "
        "is used for everything says nothing.",
    ),
    source="Staff report",
)

LANGUAGE = in_letters(
    tag="en",
    name="English",
    words=WORDS,
    # For the han in its copy, which is set as in the mainland, and never broken where a Chinese head is not.
    quotes=CURLY,
    # What pyphen takes for a plain en.
    hyphenation=Hyphenation("en_GB"),
    leaning="a an the of to in on at for by from with and or as",
    rules=(
        *("apostrophe", "elision", "double-quotes", "single-quotes", "unpaired-quote"),
        *("en-dash", "en-ellipsis"),
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        # New Hart's Rules and The Chicago Manual of Style on spaces at which no line ends; months as AP has them.
        with_months(_WRITTEN),
        Tie(rf"(?<!\w)(?:{'|'.join(_WRITTEN)})(?=\s\d{{1,2}}(?!\d))", SOFT),
        titled("Mrs? Ms Mx Messrs Dr Prof St Sir Gen Col Capt Lt Sgt Rev Hon Gov Sen Rep"),
        numbered(r"No Nos no\. nos\. pp?\. Vol vol ch\. Fig fig"),
        counted(r"[ap]\.m\. [ap]m AM PM"),
    ),
)

AMERICAN = replace(LANGUAGE, tag="en-US", name="English, American", hyphenation=Hyphenation("en_US"))

BRITISH = replace(
    LANGUAGE,
    tag="en-GB",
    also=("en-IE", "en-AU", "en-NZ"),
    name="English, British",
    words=replace(WORDS, full_date="{day_name}, {day} {month_name} {year}"),
)
