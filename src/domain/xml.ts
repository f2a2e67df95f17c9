import { XMLParser } from 'fast-xml-parser';

/** An element of a document; names without their prefixes. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** Of the element itself, without that of its children. */
  text: string;
}

/** Characters; more than any state of a person, or of their calls. */
const longest = 60_000;
const mostElements = 2_000;
const deepest = 20;
const attributesKey = ':@';
const textKey = '#text';

/** Entities are left as they are, and a document that declares any is not read at all: see `readXml`. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

type Node = Record<string, unknown>;

/**
 * The root element of a document; undefined when it is none, is too large, or has a document type, which nothing
 * that a gateway tells has, and by which a few letters can become millions. Never throws.
 */
export function readXml(text: string): XmlElement | undefined {
  if (text.length > longest || /<!\s*(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
  try {
    const left = { elements: mostElements };
    const [root, ...more] = elementsOf(parser.parse(text), left, deepest);
    return more.length === 0 && left.elements >= 0 ? root : undefined;
  } catch {
    return undefined;
  }
}

/** Its children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of its first child of that name, trimmed; '' where there is none. */
export function textIn(element: XmlElement | undefined, name: string): string {
  return childrenOf(element, name)[0]?.text.trim() ?? '';
}

/** Throws where one stands in more others than `levels`. */
function elementsOf(nodes: unknown, left: { elements: number }, levels: number): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Node) => {
    const name = Object.keys(node).find((key) => key !== attributesKey && key !== textKey);
    if (name === undefined || --left.elements < 0) return [];
    if (levels === 0) throw new Error('nested too deeply');
    return [
      {
        name,
        attributes: attributesOf(node),
        children: elementsOf(node[name], left, levels - 1),
        text: textOf(node[name]),
      },
    ];
  });
}

function attributesOf(node: Node): Record<string, string> {
  const found = Object.entries((node[attributesKey] ?? {}) as Node);
  return Object.fromEntries(found.map(([name, value]) => [name, plain(String(value))]));
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes.map((node: Node) => (textKey in node ? plain(String(node[textKey])) : '')).join('');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML itself, and characters by their number. */
function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}
