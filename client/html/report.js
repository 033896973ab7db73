"use strict";
// Makes the report quicker to read; nothing in it depends on this script.
(() => {
  const root = document.documentElement;
  const why = document.getElementById("why");
  const said = document.getElementById("said");
  const sections = [...document.querySelectorAll("main > section")];
  root.classList.add("js");

  // Of several pages, the one that the address names; the index at first.
  const showSection = () => {
    const wanted = sections.find((section) => "#" + section.id === location.hash) || sections[0];
    const changes = wanted.hidden;
    for (const section of sections) section.hidden = section !== wanted;
    if (!changes) return;
    hideWhy();
    scrollTo(0, 0);
    wanted.querySelector("h1").focus({ preventScroll: true });
  };

  // The note on a region: what it is, which rule said so, how sure that is.
  const reason = (region) => {
    const { kind, rule, sure, at, end } = region.dataset;
    const removed = region.tagName === "DEL";
    return [`${kind}, ${removed ? "removed" : "kept"}`, `${rule || "no rule"} · confidence ${sure} · bytes ${at} to ${end}`];
  };
  const showWhy = (region) => {
    const [what, because] = reason(region);
    const head = document.createElement("b");
    head.textContent = what;
    why.replaceChildren(head, because);
    why.hidden = false;
    const box = region.getClientRects()[0] || region.getBoundingClientRect();
    const left = Math.min(box.left, root.clientWidth - why.offsetWidth - 8);
    const above = box.top - why.offsetHeight - 8;
    why.style.left = scrollX + Math.max(8, left) + "px";
    why.style.top = scrollY + (above > 8 ? above : Math.min(box.bottom, innerHeight - why.offsetHeight - 16) + 8) + "px";
  };
  function hideWhy() {
    why.hidden = true;
    document.querySelector("[aria-describedby=why]")?.removeAttribute("aria-describedby");
  }

  const shown = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
  const focusRegion = (region) => {
    const folded = region.closest("details:not([open])");
    if (folded) folded.open = true;
    hideWhy();
    region.tabIndex = -1;
    region.scrollIntoView({ block: "center" });
    region.focus({ preventScroll: true });
    region.setAttribute("aria-describedby", "why");
    showWhy(region);
  };
  const showPage = (section) => {
    section.querySelector("[value=page]").checked = true;
  };

  // From region to region with the arrow keys; one stop of the Tab key for all of them.
  const step = (ledger, forward) => {
    const regions = [...ledger.querySelectorAll(".r")];
    const at = regions.indexOf(document.activeElement);
    let next = at < 0 ? (forward ? 0 : regions.length - 1) : at + (forward ? 1 : -1);
    while (regions[next] && !shown(regions[next])) next += forward ? 1 : -1;
    if (regions[next]) focusRegion(regions[next]);
  };

  // The next region of a kind after the one in focus, from the first again after the last.
  const nextOfKind = (section, kind) => {
    showPage(section);
    const regions = [...section.querySelectorAll(`.ledger .r[data-kind="${kind}"]`)];
    if (!regions.length) return;
    const before = Number(section.dataset.last ?? -1);
    const next = regions.find((region) => Number(region.dataset.at) > before && section.dataset.kind === kind) || regions[0];
    section.dataset.kind = kind;
    section.dataset.last = next.dataset.at;
    for (const marked of section.querySelectorAll(".r.found")) marked.classList.remove("found");
    next.classList.add("found");
    next.scrollIntoView({ block: "center" });
    showWhy(next);
    said.textContent = `${kind}, ${regions.indexOf(next) + 1} of ${regions.length}: ${next.textContent.slice(0, 200)}`;
  };

  // The region that holds a byte of the page.
  const regionAt = (section, byte) => {
    const regions = [...section.querySelectorAll(".ledger .r")];
    return regions.findLast((region) => Number(region.dataset.at) <= byte);
  };

  // A page that scrolls under a resting pointer sends mouseover as well: only a pointer that moved asks for anything.
  let pointer = "";
  const moved = (event) => pointer !== (pointer = `${event.screenX},${event.screenY}`);
  document.addEventListener("mousemove", moved);
  document.addEventListener("mouseover", (event) => {
    if (!moved(event)) return;
    const region = event.target.closest(".r");
    if (region) showWhy(region);
    else if (!document.activeElement.classList.contains("r")) hideWhy();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.classList.contains("r")) hideWhy();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideWhy();
    const ledger = event.target.closest(".ledger");
    if (!ledger || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    step(ledger, event.key === "ArrowRight");
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const region = event.target.closest(".r");
    if (region && getSelection().isCollapsed) focusRegion(region);
    if (!button) return;
    const section = button.closest("section");
    if (button.dataset.kind) nextOfKind(section, button.dataset.kind);
    if (button.dataset.find) {
      showPage(section);
      const found = regionAt(section, Number(button.dataset.find));
      if (found) focusRegion(found);
    }
  });
  addEventListener("hashchange", showSection);
  showSection();
})();
