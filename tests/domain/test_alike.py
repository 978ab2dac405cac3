"""Names that may be one partner are found among thousands; names that differ in digits alone are not alike."""

import pytest

from tdag_xl.domain.alike import NearestName, nearly_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("European Commission", "European Comission"),
        ("European Commission", "Europaen Commission"),
        ("Acme Corp", "ACME Corp."),
        ("Zürich Bank", "Zurich Bank"),
        ("Gesellschaft für Zusammenarbeit", "Gesellschaft fuer Zusammenarbeit"),
        ("Ministère des Télécommunications", "Ministere des Telecommunications"),
        ("Multi-Partner Trust Fund", "Multipartner Trust Fund"),
        ("Development Bank of Asia", "Bank of Asia, Development"),
        ("The World Bank", "World Bank"),
        ("University of Geneva 1", "Univercity of Geneva 1"),
        ("University of Geneva 1", "Univercity of Geneva 2"),
    ],
)
def test_nearly_alike(one, other):
    assert nearly_alike(["Something else", one, "A third name", other]) == [(other, one)]
    assert nearly_alike([other, one]) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University 010", "University 052"),
        ("Partner A", "Partner B"),
        ("Ministry of Health, Togo", "Ministry of Health, Tonga"),
        ("Bank of Iran", "Bank of Iraq"),
        ("Other entity", "Other ITU entity"),
        ("Embassy of Austria", "Embassy of Australia"),
        ("日本放送協会", "日本電信電話"),
        ("1-2", "3 4"),
    ],
)
def test_not_alike(one, other):
    assert nearly_alike([one, other]) == []


def test_the_pair_with_the_same_digits_is_named():
    names = ["Company 1", "Company 2", "Company 3", "Compnay 2"]
    assert nearly_alike(names) == [("Compnay 2", "Company 2")]


def test_a_slip_is_found_among_thousands_of_names_that_begin_alike():
    numerals = [
        f"{'abcdefghij'[n // 1000]}{'klmnopqrst'[n // 100 % 10]}{'uvwxyzabcd'[n // 10 % 10]}" for n in range(5000)
    ]
    names = [f"Ministry of Foreign Affairs of {word}{n % 10} land" for n, word in enumerate(numerals)]
    assert nearly_alike([*names, "Ministry of Foriegn Affairs of akx7 land"]) == [
        ("Ministry of Foriegn Affairs of akx7 land", "Ministry of Foreign Affairs of akx7 land")
    ]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("alpha ministry", "Alpha Ministry"),
        ("Beta Compny", "Beta Company"),
        ("Company, Beta", None),
        ("", None),
        ("something else", None),
    ],
)
def test_the_nearest_name(name, nearest):
    assert NearestName(["Alpha Ministry", "Beta Company"]).of(name) == nearest


@pytest.mark.parametrize("place", [0, 7])
def test_the_nearest_of_thousands_of_names(place):
    names = [f"{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}lling {n}" for n in range(5000)]
    typed = f"{names[4321][:place]}#{names[4321][place:]}"
    assert NearestName(names).of(typed) == names[4321]


def test_beyond_hundreds_of_unknown_names_no_more_suggestions_are_made():
    nearest = NearestName(["Alpha"])
    assert [nearest.of("Alpah") for _ in range(201)] == ["Alpha"] * 200 + [None]
