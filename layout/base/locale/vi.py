"""Vietnamese: its words are written syllable by syllable, so none is parted."""

from __future__ import annotations

from layout.base.locale.elementwords import told_in
from layout.base.locale.latin import SOFT, TIES, in_letters
from layout.base.locale.record import Quotes, SiteWords, SpecimenTexts, Tie, Words

WORDS = Words(
    full_date="{day_name}, {day} {month_name}, {year}",
    month_date="{month_alone} năm {year}",
    months=tuple(f"tháng {month}" for month in range(1, 13)),
    months_alone=tuple(f"Tháng {month}" for month in range(1, 13)),
    days=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
    issue_number="Số {issue}",
    volume_issue="Năm thứ {volume}, số {issue}",
    page_count="{count} trang",
    editor_name="Biên tập: {name}",
    continued_from="Tiếp theo trang {page}: ",
    carried_from="Tiếp theo trang {page}",
    heading_continued="{heading} (tiếp)",
    continued_on="Xem tiếp trang {page}",
    dateline_before="{place} – ",
    index_label="Trong số này",
    designer_name="Trình bày: {name}",
    publisher_name="Xuất bản: {name}",
    phone_number="Điện thoại {number}",
    price_named="Giá {price}",
    unit_note="(Đơn vị: {unit})",
    decimal=",",
    elements=told_in(
        "Hàng ngang, Hàng dọc, Lời giải",
        "Mặt trời mọc, Mặt trời lặn, Trăng mọc, Trăng lặn, Nước lớn, Nước ròng",
        "nắng, ít mây, nhiều mây, mưa, mưa rào, dông, tuyết, mưa tuyết, sương mù, gió mạnh",
    ),
)

SITE = SiteWords(
    lang="vi",
    full_date="{day_name}, {day} {month_name}, {year}",
    short_date="{day} {month_name}",
    short_date_of_year="{day} {month_name}, {year}",
    epaper="Báo điện tử",
    issue="Số {}",
    page="Trang {}",
    pages="Các trang",
    all_editions="Tất cả các số",
    issues="Các số báo",
    previous_issue="Số trước",
    next_issue="Số sau",
    contents="Trong số này",
    stories="Trên trang này",
    ads="Quảng cáo trên trang này",
    ad="Quảng cáo",
    picture_of="Hình trang {}",
    zones="Chọn một bài trên trang",
    picture="Ảnh",
    to_text="Đến phần nội dung",
    to_stories="Đến danh sách bài",
    previous_page="Trang trước",
    next_page="Trang sau",
    previous_story="Bài trước",
    next_story="Bài sau",
    printed_on="In ở trang {}",
    not_printed="Không có trong báo in hôm nay",
    continued_from="Tiếp theo trang {}",
    goes_on="Xem tiếp trang {}",
    no_words="xem hình trang báo",
)

SPECIMEN = SpecimenTexts(
    paper="Trang mẫu",
    sample="Từ lớn đến nhỏ 012",
    line="Chuyến phà nhanh, từ năm giờ đến chín giờ. Số 2022",
    ad="Một khung viền",
    lead=(
        "Dòng dẫn ở trên",
        "Tít được đọc trước tiên",
        "Tít phụ nói điều mà tít chưa nói",
        "Phóng viên bản báo",
    ),
    box=("Trong khung", "Một tin ngắn", "", ""),
    first=(
        ("Trang báo trước hết là một lưới: các cột đặt cạnh nhau và các dòng xếp dưới nhau. ", "plain"),
        ("Chữ đậm", "strong"),
        (" để nhắc nhở, ", "plain"),
        ("giọng thứ hai", "em"),
        (" dành cho tên tác phẩm và lời trích. Con số viết cao, 3200 m", "plain"),
        ("2", "superscript"),
        (", không đẩy các dòng ra xa nhau.", "plain"),
    ),
    subhead="Tít nhỏ có một dòng riêng",
    paragraphs=(
        "Mỗi dòng chữ đều đứng trên cùng một lưới, nên các dòng của hai cột cao bằng nhau. Khoảng cách giữa "
        "các chữ được "
        "thu hẹp hoặc nới rộng một chút, và cả đoạn văn được cân nhắc trước khi xếp dòng đầu tiên.",
        "Tít phải nhìn thấy được từ ba bước chân, còn tít nhỏ phải cho người đọc một chỗ nghỉ. Khoảng trắng "
        "giữa hai bên "
        "được ghi trong bản thiết kế, ai cũng có thể sửa.",
        "Một trang không cần nhiều cỡ chữ, chỉ cần vài cỡ khác nhau rõ rệt.",
    ),
    source="Phóng viên",
)

LANGUAGE = in_letters(
    tag="vi",
    name="Vietnamese",
    words=WORDS,
    quotes=Quotes(dash="–"),
    hyphenation=None,
    leaning="của và các những một trong trên với cho từ đến ở tại là được bị do để không sẽ đã",
    site=SITE,
    specimen=SPECIMEN,
    ties=(*TIES, Tie(r"(?<!\w)(?i:tháng|năm|ngày|số|trang)(?=\s\d)", SOFT)),
)
