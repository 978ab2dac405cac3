"use strict";

// Without this script every language is on the page, one after the other, and tables keep their order.
(() => {
  const sections = [...document.querySelectorAll(".document")];

  // One language at a time, which the address names: #ar, or any place in that section.

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function placed() {
    const place = document.getElementById(decoded(location.hash.slice(1)));
    return { place, section: place?.closest(".document") ?? null };
  }

  function show(section) {
    for (const one of sections) one.hidden = one !== section;
    for (const link of document.querySelectorAll("[data-section]")) {
      const isShown = link.dataset.section === section.id;
      if (link.classList.contains("skip")) link.hidden = !isShown;
      else if (isShown) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.querySelector(".languages")?.setAttribute("aria-label", section.dataset.language);
    document.documentElement.lang = section.lang;
    document.documentElement.dir = section.dir;
    document.title = section.dataset.title;
    markScrolling(section);
  }

  function follow() {
    const { place, section } = location.hash === "" ? { place: sections[0], section: sections[0] } : placed();
    if (section === null) return;
    const isOther = section.hidden;
    show(section);
    if (isOther) (place === section ? document.documentElement : place).scrollIntoView({ behavior: "instant" });
  }

  // The same place in another language: the heading that the address names, if in sight, or that was read last.
  function counterpart(link) {
    const shown = sections.find((one) => !one.hidden);
    const headings = [...shown.querySelectorAll(".content :is(h2, h3, h4)")];
    const named = headings.find((heading) => heading === placed().place && isInSight(heading));
    const passed = scrollY > 0 ? headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3) : [];
    const last = named ?? passed[passed.length - 1] ?? shown;
    const wanted = link.dataset.section + last.id.slice(shown.id.length);
    return document.getElementById(wanted) ? wanted : link.dataset.section;
  }

  function isInSight(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.pushState(null, "", `#${counterpart(link)}`); // a change of the address alone would take the focus away
      follow();
    });
  }

  // Only what scrolls is a stop for the keyboard.
  function markScrolling(section) {
    for (const box of section.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }

  // Numbers before days before text; blank cells last, whichever way the rest is sorted.

  function keyOf(cell) {
    const value = cell.dataset.value;
    if (value === undefined) {
      const text = cell.textContent.trim();
      return text === "" ? { rank: 3 } : { rank: 2, value: text };
    }
    return /^\d{4}-\d\d-\d\d$/.test(value) ? { rank: 1, value: Date.parse(value) } : { rank: 0, value: Number(value) };
  }

  function compared(one, other, direction, collator) {
    if (one.rank === 3 || other.rank === 3) return one.rank - other.rank;
    if (one.rank !== other.rank) return direction * (one.rank - other.rank);
    const order = one.rank === 2 ? collator.compare(one.value, other.value) : one.value - other.value;
    return direction * order;
  }

  function sort(heading, section) {
    const table = heading.closest("table");
    const body = table.tBodies[0];
    const isAscending = heading.getAttribute("aria-sort") !== "ascending";
    const collator = new Intl.Collator(section.lang, { numeric: true });
    const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[heading.cellIndex]) }));
    keyed.sort((one, other) => compared(one.key, other.key, isAscending ? 1 : -1, collator));
    body.append(...keyed.map((one) => one.row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
    const said = isAscending ? section.dataset.ascending : section.dataset.descending;
    section.querySelector("[role=status]").textContent = `${heading.textContent.trim()}: ${said}`;
  }

  function offerSorting(heading, section) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = section.dataset.sortBy.replace("{column}", () => heading.textContent.trim());
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading, section));
    heading.append(button);
  }

  for (const section of sections) {
    for (const table of section.querySelectorAll("table")) {
      if (table.tBodies[0].rows.length < 2) continue;
      for (const heading of table.tHead.rows[0].cells) offerSorting(heading, section);
    }
  }

  show(placed().section ?? sections[0]);
  follow();
  addEventListener("hashchange", follow);
  addEventListener("resize", () => markScrolling(sections.find((one) => !one.hidden)));
})();
