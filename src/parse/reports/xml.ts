import { XMLParser } from 'fast-xml-parser'
import { SyntaxValidator } from 'fast-xml-validator'
import { LONGEST } from './limits.ts'

/** One element. `text` is what stands in it directly. */
export type XmlElement = {
  readonly name: string
  readonly attribute: (name: string) => string | null
  readonly children: (name: string) => readonly XmlElement[]
  readonly text: () => string
}

export type XmlRead = { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly line: number; readonly says: string }

const TEXT = '#text'
/** No entity is expanded but the five of XML and those by number, which `decoded` does. */
const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '@', textNodeName: TEXT, parseTagValue: false, parseAttributeValue: false, processEntities: false,
  maxNestedTags: 50, removeNSPrefix: true, isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
})

/**
 * Reads an XML text. Nothing outside of it is opened and no entity of its own is expanded: a text that declares any is refused, as is one that is
 * too long, nests deeper than 50 or is not well-formed. Never throws.
 */
export function readXml(text: string): XmlRead {
  if (text.length > LONGEST.xml) return refused(`the file has ${text.length} characters; at most ${LONGEST.xml} of XML are read`)
  const doctype = text.indexOf('<!DOCTYPE')
  if (text.includes('<!ENTITY') || (doctype >= 0 && /[[\]]/.test(text.slice(doctype, text.indexOf('>', doctype) + 1)))) return refused('the text declares entities of its own, which are not read')
  try {
    // The parser alone takes texts that are cut off or wrongly nested without a word; the validator alone nests without end.
    const parsed: unknown = parser.parse(text)
    SyntaxValidator.validate(text)
    const [name, value] = Object.entries(parsed as object).find(([key]) => !key.startsWith('?') && key !== TEXT) ?? []
    const first: unknown = Array.isArray(value) ? value[0] : undefined
    return name === undefined ? refused('the text has no element') : { ok: true, root: elementOf(name, first) }
  } catch (thrown) {
    return refused('the text is not well-formed XML', lineIn(thrown))
  }
}

function refused(says: string, line = 0): XmlRead {
  return { ok: false, line, says }
}

function lineIn(thrown: unknown): number {
  const line = typeof thrown === 'object' && thrown !== null && 'line' in thrown ? thrown.line : 0
  return typeof line === 'number' && Number.isSafeInteger(line) && line > 0 ? line : 0
}

function elementOf(name: string, value: unknown): XmlElement {
  const at = (key: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined)
  return {
    name,
    attribute: (key) => {
      const found = at(`@${key}`)
      return typeof found === 'string' ? decoded(found) : null
    },
    children: (key) => {
      const found = at(key)
      return Array.isArray(found) ? found.map((one) => elementOf(key, one)) : []
    },
    text: () => {
      const found = typeof value === 'string' ? value : at(TEXT)
      return decoded(Array.isArray(found) ? found.join('') : typeof found === 'string' ? found : '')
    },
  }
}

const NAMED: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', '\'']])

function decoded(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name: string | undefined, decimal: string | undefined, hexadecimal: string | undefined) => {
    if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}
