const dialled = /^(?:tel|sips?|callto):/i;

/** The address of a link that calls, as the page wrote it but without the blanks around it; undefined for others. */
function dialledAddress(link: Element): string | undefined {
  const written = addressOf(link)?.trim();
  // Browsers take no notice of line ends and tabs in an address.
  const address = written?.replace(/[\t\n\r]/g, '');
  return address !== undefined && dialled.test(address) ? address : undefined;
}

function addressOf(link: Element): string | undefined {
  if (link instanceof HTMLAnchorElement || link instanceof HTMLAreaElement)
    return link.getAttribute('href') ?? undefined;
  if (link instanceof SVGAElement && (link.hasAttribute('href') || link.hasAttribute('xlink:href')))
    return link.href.baseVal;
  return undefined;
}

export interface DialLink {
  element: Element;
  address: string;
}

/**
 * The link that a click on the first of these would follow, when it calls. In text that is being edited a click sets
 * the caret and follows nothing.
 * @param path innermost first
 */
export function dialLinkIn(path: readonly EventTarget[]): DialLink | undefined {
  const element = path.find(
    (each): each is Element => each instanceof Element && addressOf(each) !== undefined,
  );
  if (!element || (element as HTMLElement).isContentEditable) return undefined;
  const address = dialledAddress(element);
  return address === undefined ? undefined : { element, address };
}
