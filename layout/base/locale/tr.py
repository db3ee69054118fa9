"""Turkish: no dictionary parts its words, but a rule without exceptions does (Yazım Kılavuzu, "Hece Yapısı")."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import TIES, in_letters, numbered, titled, with_months
from layout.base.locale.record import Hyphenation, Quotes, SiteWords, SpecimenTexts, Words

WORDS = Words(
    full_date="{day} {month_name} {year} {day_name}",
    month_date="{month_name} {year}",
    months=(
        *("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran"),
        *("Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"),
    ),
    days=("Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"),
    issue_number="Sayı {issue}",
    volume_issue="Yıl {volume}, sayı {issue}",
    page_count="{count} sayfa",
    editor_name="Editör: {name}",
    continued_from="(Baş tarafı sayfa {page}) ",
    carried_from="Baş tarafı sayfa {page}",
    heading_continued="{heading} (devam)",
    continued_on="Devamı sayfa {page}",
    dateline_before="{place} – ",
    index_label="Bu sayıda",
    designer_name="Sayfa tasarımı: {name}",
    publisher_name="Yayımlayan: {name}",
    phone_number="Telefon {number}",
    price_named="Fiyatı {price}",
    decimal=",",
    elements=told_in(
        "Soldan sağa, Yukarıdan aşağıya, Çözüm",
        "Gün doğumu, Gün batımı, Ay doğumu, Ay batımı, Yüksek su, Alçak su",
        "güneşli, parçalı bulutlu, bulutlu, yağmurlu, sağanak, "
        "gök gürültülü, karlı, karla karışık yağmur, sisli, rüzgârlı",
    ),
)

SITE = SiteWords(
    lang="tr",
    full_date="{day} {month_name} {year} {day_name}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name} {year}",
    epaper="Dijital baskı",
    issue="Sayı {}",
    page="Sayfa {}",
    pages="Sayfalar",
    all_editions="Bütün sayılar",
    issues="Sayılar",
    previous_issue="Önceki sayı",
    next_issue="Sonraki sayı",
    contents="Bu sayıda",
    stories="Bu sayfada",
    ads="Bu sayfadaki ilanlar",
    ad="İlan",
    picture_of="Sayfa {} görüntüsü",
    zones="Sayfadan bir haber seçin",
    picture="Fotoğraf",
    to_text="Metne geç",
    to_stories="Haber listesine geç",
    previous_page="Önceki sayfa",
    next_page="Sonraki sayfa",
    previous_story="Önceki haber",
    next_story="Sonraki haber",
    printed_on="Basıldığı sayfa: {}",
    not_printed="Bugünkü basılı gazetede yok",
    continued_from="Baş tarafı sayfa {}",
    goes_on="Devamı sayfa {}",
    no_words="sayfa görüntüsüne bakınız",
)

SPECIMEN = SpecimenTexts(
    paper="Örnek sayfa",
    sample="Büyükten küçüğe 012",
    line="Hızlı vapur, beşten dokuza. Sayı 2022",
    ad="Bir çerçeve",
    lead=(
        "Üstte bir üst başlık",
        "Önce başlık okunur",
        "Alt başlık, başlığın söylemediğini söyler",
        "Haber merkezi",
    ),
    box=("Kutuda", "Kısa bir haber", "", ""),
    first=(
        ("Bir sayfa her şeyden önce bir ızgaradır: yan yana sütunlar, alt alta satırlar. ", "plain"),
        ("Kalın yazı", "strong"),
        (" uyarır, ", "plain"),
        ("ikinci ses", "em"),
        (" adlar ve alıntılar içindir. Üste yazılan bir rakam, 3200 m", "plain"),
        ("2", "superscript"),
        (", satırları birbirinden ayırmaz.", "plain"),
    ),
    subhead="Ara başlığın kendi satırı vardır",
    paragraphs=(
        "Metnin her satırı aynı ızgaraya oturur; böylece iki sütunun satırları aynı hizada durur. Sözcük aralıkları "
        "biraz daralır ya da genişler, sözcükler dilin kurallarına göre bölünür ve ilk satır dizilmeden önce bütün "
        "paragraf tartılır.",
        "Bir başlık üç adım öteden görülmeli, bir ara başlık okura soluk aldırmalıdır. İkisi arasında ne kadar boşluk "
        "kaldığı tasarımda yazılıdır ve herkes onu değiştirebilir.",
        "Bir sayfaya çok sayıda punto gerekmez; birbirinden açıkça ayrılan birkaçı yeter.",
    ),
    source="Haber merkezi",
)

LANGUAGE = in_letters(
    tag="tr",
    name="Turkish",
    words=WORDS,
    quotes=Quotes(dash="–"),
    hyphenation=Hyphenation(vowels="aâeıiîoöuûüAÂEIİÎOÖUÛÜ", right=2),
    leaning="bir bu şu o ve veya ya ile her en daha çok iki üç",
    site=SITE,
    specimen=SPECIMEN,
    ties=(
        *TIES,
        with_months(WORDS.months),
        # The forms are those of TDK, Yazım Kılavuzu, “Kısaltmalar”; that they stay together is a house rule.
        numbered("no nu s sf md cilt tel"),
        titled("Dr Prof Doç Av Sn Op Uzm Gen Alb Hz"),
    ),
)
