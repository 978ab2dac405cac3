"""Niceties of the fake application."""

from __future__ import annotations

from tdag_xl.hosts.live.adapters import ChartFacts, PlainAdapter


class FakeAdapter(PlainAdapter):
    """Can hide names, label charts and read them."""

    def hide_name(self, name):
        name.impl._hidden = True

    def finish_chart(self, chart, wanted):
        chart.impl._text = wanted.alt_text
        chart.impl._labels = wanted.label_format

    def chart_facts(self, chart):
        formulas = [
            f"=SERIES({series._name[1:]},{series._categories[1:]},{series._values[1:]},{place})"
            for place, series in enumerate(chart.impl._series, start=1)
        ]
        return ChartFacts(tuple(formulas), chart.impl._labels, chart.impl._text)


class RefusingAdapter:
    """Fails at everything."""

    def __getattr__(self, name):
        raise OSError(f"{name} is not to be had")
