// Walks through the options of a list while the focus stays in the text field (the combobox pattern of WAI-ARIA).

const PAGE = 5;

function combobox(input, list) {
  let active = -1; // the field itself; the walk leads round over it
  const options = () => [...list.querySelectorAll("[role=option]")];

  function choose(next) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = next >= all.length ? -1 : next < -1 ? all.length - 1 : next;
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[active].id);
  }

  // Home and End belong to the text until an option is chosen.
  const steps = {
    ArrowDown: () => active + 1,
    ArrowUp: () => active - 1,
    Home: () => (active < 0 ? undefined : 0),
    End: () => (active < 0 ? undefined : options().length - 1),
    PageDown: () => Math.min(active + PAGE, options().length - 1),
    PageUp: () => Math.max(active - PAGE, active < 0 ? -1 : 0),
  };

  return {
    reset: () => choose(-1),
    active: () => options()[active],
    // Whether the key was a step.
    key: (event) => {
      const next = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? undefined : steps[event.key]?.();
      if (next === undefined) return false;
      event.preventDefault();
      choose(next);
      return true;
    },
  };
}
