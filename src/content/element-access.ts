/**
 * A form's fields stand in front of what the form itself has of the same name: `form.id` is the field called "id",
 * and fields are called "matches" as well. What is asked of any element of a page comes from its class instead.
 */
const { matches, closest, getAttribute } = Element.prototype;
const textContent = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');

export function isLike(element: Element, selector: string): boolean {
  return matches.call(element, selector);
}

/** The element itself, or the nearest around it, that is like this. */
export function nearest(element: Element, selector: string): Element | null {
  return closest.call(element, selector);
}

export function attributeOf(element: Element, name: string): string {
  return getAttribute.call(element, name) ?? '';
}

export function textOf(node: Node): string {
  return textContent?.get?.call(node) ?? '';
}
