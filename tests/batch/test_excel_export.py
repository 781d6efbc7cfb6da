"""Schedules as spreadsheets of clinics elsewhere write them are made as a whole."""

import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from handouts.batch.manifest.manifest import Manifest
from tests.cli.terminal import Ended, here, write

GERMAN = "\r\n".join((
    "Patient;Born;Record;Treatment;Date;Time;Ends;Clinician;Room;Visit Type;Risks;Note;;",
    "Beispiel, Anna-Lena;04.03.1958;000123;sleep;07.01.2031;08:30;;Dr. med. Eva Muster;R 1;;;;;",
    "Müller-Lüdenscheidt, Jürgen;12.11.1944;000124;exercise;07.01.2031;08:45;;;;;;;;",
    '"Muster ""Bobby"" Robert";01.02.1971;000125;sleep;07.01.2031;09:00;;;;;;;;',
    "Nguyễn Thị Mẫu;17.08.1983;000126;eating-well;07.01.2031;09:15;;;;;;;;",
    "Łukasz Przykładowski-Źdźbło;28.02.1990;000127;physical-therapy;07.01.2031;09:30;;;;;;;;",
    "Şeyma Örnekoğlu;09.09.1979;000128;medicines;07.01.2031;09:45;;;;;;;;",
    "José Luis Ejemplo de la Peña;30.06.1949;000129;injections;07.01.2031;10:00;;;;;;;;",
    "Siobhán Ní Shampla;14.05.1965;000130;pain-psychology;07.01.2031;10:15;;;;;;;;",
    "O'Sample, D’Arcy;06.06.1966;000131;surgery;07.01.2031;10:30;;;;;;;;",
    "Πέτρος Παράδειγμα;21.12.1955;000132;sleep;07.01.2031;10:45;;;;;;;;",
    "Ольга Примерова;13.04.1968;000133;sleep;07.01.2031;11:00;;;;;;;;",
    "Ștefan Exemplu-Țăran;03.10.1981;000134;exercise;07.01.2031;11:15;;;;;;;;",
    "Björk Dæmisdóttir;31.01.1947;000135;sleep; 07.01.2031 ;11:30;;;;;;;;",
    "Åse Eksempelsen;08.08.1952;000136;sleep;07.01.2031;11:45;;;;;;;;",
    "François-Xavier d'Exemple;15.07.1975;000137;sleep;07.01.2031;12:00;;;;;;;;",
    "Dvořák Příkladový;19.03.1959;000138;medicines;07.01.2031;12:15;;;;;;;;",
    "Ngozi Àpẹẹrẹ;22.04.1988;000139;eating-well;07.01.2031;12:30;;;;;;;;",
    "Kealoha Kaʻōlelo Laʻana;05.05.1977;000140;sleep;07.01.2031;12:45;;;;;;;;",
    'Ada Zwei;11.11.1961;000141;"sleep; exercise";07.01.2031;13:00;;;;;;;;',
    "X Æ Muster;29.02.1960;000142;sleep;07.01.2031;13:15;;;;;;;;",
    ";;;;;;;;;;;;;",
    "Bo Ô;16.10.1993;000143;sleep;07.01.2031;13:30;;;;;;;;",
    'Rut Risiko;23.09.1941;000144;surgery;07.01.2031;13:45;14:30;;;follow-up;"diabetes; stroke";;;',
    "Ulla Vermerk;27.12.1938;000145;sleep;07.01.2031;14:00;;;;;;Röntgenbilder mitbringen – bitte;;",
    "山田 サンプル;18.06.1970;000146;sleep;07.01.2031;14:15;;;;;;;;",
    "Kara Infusion;02.03.1984;000147;ketamine-infusion;07.01.2031;14:30;16:30;;;first;;;;",
    "",
))  # fmt: skip
AMERICAN = "\r\n".join((
    "sep=,",
    "treatment,patient,born,date,time,site",
    'sleep,"Sample, John Q., Jr.",3/4/1958,1/7/2031,8:30 AM,main',
    'exercise,"Example-O\'Neil, Olivia",12/11/1944,1/7/2031,1:05 PM,main',
    "Sleep,Zoë Specimen,2/1/1971,01/07/2031,12:00 PM,",
    "",
))  # fmt: skip


def settings(order: str) -> str:
    return f"timezone: Europe/Berlin\npaper: a4\ndate_order: {order}\n"


def pages(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    joined = (text.replace("\x02", "-") for text in texts)  # a hyphen at a line's end, to PDFium
    return [" ".join(unicodedata.normalize("NFC", text).split()) for text in joined]


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    folder = tmp_path_factory.mktemp("german")
    write(
        folder,
        {
            "handouts.yaml": settings("day/month/year"),
            "Termine.csv": GERMAN.encode("utf-8-sig"),
        },
    )
    return folder, here("batch", "Termine.csv", "--draft", "--out", "out", cwd=folder)


def test_every_row_is_made_or_has_a_clear_reason(german: tuple[Path, Ended]) -> None:
    assert "25 rows (1 blank line between them): 24 made, 0 skipped, 1 failed." in german[1].err
    assert "25 handouts." in german[1].err
    assert german[1].code == 4
    assert "Termine.csv:26:" in german[1].err
    assert "is not in our fonts; it would print as a box." in german[1].err


def test_every_name_prints_as_it_was_typed_on_every_page(german: tuple[Path, Ended]) -> None:
    lines = GERMAN.split("\r\n")
    for entry in Manifest.read(german[0] / "out").entries:
        if entry.file is None:
            continue
        typed = lines[entry.row - 1].split(";")[0].strip('"').replace('""', '"')
        texts = pages(german[0] / "out" / entry.file)
        assert all(unicodedata.normalize("NFC", typed) in text for text in texts), typed


def test_days_come_before_months_where_the_clinic_says_so(german: tuple[Path, Ended]) -> None:
    (pdf,) = (german[0] / "out").glob("0002-sleep-*.pdf")
    first = pages(pdf)[0]
    assert "March 4, 1958" in first
    assert "Tuesday, January 7, 2031" in first
    assert "000123" in first


def test_months_come_before_days_where_the_clinic_says_so(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"handouts.yaml": settings("month/day/year"), "Schedule.csv": AMERICAN.encode("utf-8-sig")},
    )
    ended = here("batch", "Schedule.csv", "--draft", "--out", "out", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert "3 rows: 3 made" in ended.err
    (pdf,) = (tmp_path / "out").glob("0003-sleep-*.pdf")
    first = pages(pdf)[0]
    assert "Sample, John Q., Jr." in first
    assert "March 4, 1958" in first
    assert "Tuesday, January 7, 2031" in first


def test_without_a_date_order_such_dates_are_refused_row_by_row(tmp_path: Path) -> None:
    write(tmp_path, {"Schedule.csv": AMERICAN.encode("utf-8-sig")})
    ended = here("batch", "Schedule.csv", "--draft", "--out", "out", cwd=tmp_path)
    assert ended.code == 1
    assert "Schedule.csv:3:3: born can mean two days" in ended.err
    assert "date_order" in ended.err
    assert list(tmp_path.rglob("*.pdf")) == []
