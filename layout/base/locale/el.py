"""Greek, in one accent (monotonic)."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{day_name} {day} {month_name} {year}",
    month_date="{month_alone} {year}",
    months=(
        *("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου"),
        *("Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου", "Νοεμβρίου", "Δεκεμβρίου"),
    ),
    months_alone=(
        *("Ιανουάριος", "Φεβρουάριος", "Μάρτιος", "Απρίλιος", "Μάιος", "Ιούνιος"),
        *("Ιούλιος", "Αύγουστος", "Σεπτέμβριος", "Οκτώβριος", "Νοέμβριος", "Δεκέμβριος"),
    ),
    days=("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή"),
    issue_number="Αρ. φύλλου {issue}",
    volume_issue="Έτος {volume}, αρ. φύλλου {issue}",
    page_count="{count} σελίδες",
    one_page="1 σελίδα",
    editor_name="Επιμέλεια: {name}",
    continued_from="Συνέχεια από τη σελίδα {page}: ",
    carried_from="Συνέχεια από τη σελίδα {page}",
    heading_continued="{heading} (συνέχεια)",
    continued_on="Συνέχεια στη σελίδα {page}",
    dateline_before="{place} – ",
    index_label="Σε αυτό το φύλλο",
    designer_name="Σελιδοποίηση: {name}",
    publisher_name="Έκδοση: {name}",
    phone_number="Τηλ. {number}",
    price_named="Τιμή {price}",
    decimal=",",
    elements=told_in(
        "Οριζόντια, Κάθετα, Λύση",
        "Ανατολή ηλίου, Δύση ηλίου, Ανατολή σελήνης, Δύση σελήνης, Πλημμυρίδα, Άμπωτη",
        "ηλιοφάνεια, λίγα σύννεφα, συννεφιά, βροχή, μπόρες, καταιγίδες, χιόνι, χιονόνερο, ομίχλη, άνεμοι",
    ),
)

SITE = SiteWords(
    lang="el",
    full_date="{day_name} {day} {month_name} {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Ψηφιακή έκδοση",
    issue="Αρ. φύλλου {}",
    page="Σελίδα {}",
    pages="Σελίδες",
    all_editions="Όλα τα φύλλα",
    issues="Φύλλα",
    previous_issue="Προηγούμενο φύλλο",
    next_issue="Επόμενο φύλλο",
    contents="Σε αυτό το φύλλο",
    stories="Σε αυτή τη σελίδα",
    ads="Αγγελίες αυτής της σελίδας",
    ad="Αγγελία",
    picture_of="Εικόνα της σελίδας {}",
    zones="Διαλέξτε ένα άρθρο στη σελίδα",
    picture="Εικόνα",
    to_text="Μετάβαση στο κείμενο",
    to_stories="Μετάβαση στον κατάλογο των άρθρων",
    previous_page="Προηγούμενη σελίδα",
    next_page="Επόμενη σελίδα",
    previous_story="Προηγούμενο άρθρο",
    next_story="Επόμενο άρθρο",
    printed_on="Τυπώθηκε στη σελίδα {}",
    not_printed="Δεν υπάρχει στο σημερινό έντυπο φύλλο",
    continued_from="Συνέχεια από τη σελίδα {}",
    goes_on="Συνέχεια στη σελίδα {}",
    no_words="βλ. την εικόνα της σελίδας",
)

SPECIMEN = SpecimenTexts(
    paper="Δείγμα",
    sample="Από τα μεγάλα στα μικρά 012",
    line="Το γρήγορο πλοίο, από τις πέντε ως τις εννιά. Αρ. 2022",
    ad="Ένα πλαίσιο",
    lead=(
        "Ένας υπέρτιτλος από πάνω",
        "Ο τίτλος διαβάζεται πρώτος",
        "Ο υπότιτλος λέει όσα παρέλειψε ο τίτλος",
        "Από τη σύνταξη",
    ),
    box=("Σε πλαίσιο", "Μια σύντομη είδηση", "", ""),
    first=(
        ("Η σελίδα είναι πρώτα απ’ όλα ένα πλέγμα: στήλες δίπλα δίπλα και γραμμές η μία κάτω από την άλλη. ", "plain"),
        ("Τα μαύρα στοιχεία", "strong"),
        (" προειδοποιούν, ", "plain"),
        ("η δεύτερη φωνή", "em"),
        (" είναι για τίτλους και παραθέματα. Ένας εκθέτης, 3200 m", "plain"),
        ("2", "superscript"),
        (", δεν απομακρύνει τις γραμμές.", "plain"),
    ),
    subhead="Ο μεσότιτλος έχει δική του γραμμή",
    paragraphs=(
        "Κάθε γραμμή του κειμένου πατά στο ίδιο πλέγμα, ώστε οι γραμμές δύο στηλών να βρίσκονται στο ίδιο ύψος. Τα "
        "διαστήματα στενεύουν ή φαρδαίνουν λίγο, οι λέξεις χωρίζονται κατά τους κανόνες της γλώσσας και ολόκληρη η "
        "παράγραφος ζυγίζεται πριν στοιχειοθετηθεί η πρώτη γραμμή.",
        "Ο τίτλος πρέπει να φαίνεται από τρία βήματα και ο μεσότιτλος να δίνει ανάσα στον αναγνώστη. Πόσο λευκό μένει "
        "ανάμεσά τους γράφεται στη μακέτα, όπου ο καθένας μπορεί να το αλλάξει.",
        "Η σελίδα δεν θέλει πολλά μεγέθη γραμμάτων, μόνο λίγα που να ξεχωρίζουν.",
    ),
    source="Σύνταξη",
)

_SHORTENED = (
    r"(?i:να|ν|ναι|μαι|σαι|μαστε|στε|ταν|μουν|σουν|τανε|χ(?:ω|εις|ει|ουμε|ετε|ουν|α|ες|ε|αμε|ατε|αν)|πα|πε|πες|παμε|"
    r"ρ[θχ]\w+|ρ[ίι]ξ\w+|θελ\w+|λεγ\w+|φερ\w+|βγ\w+|δω\w*|κε[ίι]\w*|τσι|στω|κανε)(?!\w)"
)
"""What is left of words after a vowel (αφαίρεση; M. Triantafyllidis, Νεοελληνική Γραμματική): να ’ναι, θα ’ρθω."""

_CLIPPED = "(?i:[μστθνκλ]|απ|αφ|επ|εφ|υπ|υφ|κατ|καθ|μετ|μεθ|παρ|γι|δι|αντ|ανθ|όλ|ούτ|μήτ)"
"""What is left of them before a vowel (έκθλιψη): σ’ αγαπώ, απ’ όλα."""

LANGUAGE = in_letters(
    tag="el",
    name="Greek",
    words=WORDS,
    quotes=Quotes(double=("«", "»"), single=("“", "”"), dash="–", shortened=_SHORTENED, clipped=_CLIPPED),
    hyphenation=Hyphenation("el_GR", right=2, script="Grek"),
    leaning=(
        "ο η το οι τα του της των τον την τους τις στο στη στην στον στους στις στα και ή με από για σε ως "
        "προς να θα "
        "δεν μη μην που ένα ένας μια"
    ),
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months),
        # Διοργανικό εγχειρίδιο σύνταξης κειμένων (Ευρωπαϊκή Ένωση), on abbreviations and spaces.
        numbered("αρ αριθ σελ σ άρθρ παρ κεφ τόμ εικ τηλ"),
        titled("κ κα κκ [Δδ]ρ Αγ αγ [Λλ]εωφ Καθ"),
    ),
)
