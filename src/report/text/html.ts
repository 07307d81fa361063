/** HTML that is safe to put into a page: made by `html` alone. */
export type Html = { readonly html: string }

type Value = string | number | Html | readonly Html[] | null

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }
const MARKUP = /[&<>"']/g
/** The same, and what shows nothing by itself or turns the letters beside it around; but for white space, and the two joiners that words of several languages are written with. */
const MARKUP_AND_UNSEEN = /[&<>"']|[^\P{Cc}\t\r\n]|(?![\u200c\u200d])\p{Cf}|[\p{Cs}\p{Zl}\p{Zp}]/gu

/** Of each template, which of its values a form sends back as they are: in an attribute that says a value or an address, and in a field of several lines. */
const SENT_BACK = new WeakMap<TemplateStringsArray, readonly boolean[]>()

/** A template of HTML: text in it is escaped for elements and quoted attributes alike, HTML goes in as it is, null is nothing. Of text that is read, control and direction characters become `�`. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const sentBack = SENT_BACK.get(parts) ?? sentBackIn(parts)
  return { html: parts.map((part, index) => part + shown(values[index] ?? null, sentBack[index] === true)).join('') }
}

function shown(value: Value, isSentBack: boolean): string {
  if (value === null) return ''
  if (typeof value === 'string' || typeof value === 'number') return String(value).replaceAll(isSentBack ? MARKUP : MARKUP_AND_UNSEEN, (character) => ESCAPES[character] ?? '\ufffd')
  return 'html' in value ? value.html : value.map((one) => one.html).join('')
}

function sentBackIn(parts: TemplateStringsArray): readonly boolean[] {
  const found = parts.map((_, index) => /(?:value|href|action)="[^"<>]*$|<textarea[^<]*$/.test(parts.slice(0, index + 1).join('')))
  SENT_BACK.set(parts, found)
  return found
}
