import { adaptiveCards } from "./adaptive-cards.ts";

/**
 * `Action.ToggleVisibility` that says on what was pressed whether something is shown. The library says it on what is
 * shown, where it is no allowed attribute and nobody who listens comes across it.
 */
export class ToggleVisibility extends adaptiveCards.ToggleVisibilityAction {
  private pressed: HTMLElement | undefined;

  override setupElementForAccessibility(element: HTMLElement, promoteTooltipToLabel?: boolean): void {
    super.setupElementForAccessibility(element, promoteTooltipToLabel);
    this.pressed = element;
    element.setAttribute("aria-expanded", "false");
  }

  override execute(): void {
    super.execute();
    for (const id of Object.keys(this.targetElements)) {
      const target = this.parent?.getRootElement().getElementById(id);
      if (target === undefined) continue;
      target.renderedElement?.removeAttribute("aria-expanded");
      this.pressed?.setAttribute("aria-expanded", String(target.isVisible));
    }
  }
}
