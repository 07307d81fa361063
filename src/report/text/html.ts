/** HTML that is safe to put into a page: made by `html` alone. */
export type Html = { readonly html: string }

type Value = string | number | Html | readonly Html[] | null

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

/** A template of HTML: text in it is escaped for elements and quoted attributes alike, HTML goes in as it is, null is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.map((part, index) => part + shown(values[index] ?? null)).join('') }
}

function shown(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string' || typeof value === 'number') return String(value).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
  return 'html' in value ? value.html : value.map((one) => one.html).join('')
}
