const LONGEST = 2000
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', '\\': '\\', '\'': '\'', '"': '"', '\n': '' }

/** The value of a string literal as it is written (`r"a\b"`, `'''a'''`), cut to 2,000 characters. */
export function decodeString(written: string): string {
  const { raw, body } = openString(written)
  return raw ? body.slice(0, LONGEST) : unescaped(body)
}

/** The prefix and quotes of a literal taken off; `start` is where its content begins. An unfinished literal ends with the text. */
export function openString(written: string): { readonly raw: boolean; readonly start: number; readonly body: string } {
  const opening = /^([a-zA-Z]{0,3})("""|'''|"|')/.exec(written)
  const start = opening?.[0].length ?? 0
  const quote = opening?.[2] ?? ''
  const end = quote !== '' && written.length >= start + quote.length && written.endsWith(quote) ? written.length - quote.length : written.length
  return { raw: /r/i.test(opening?.[1] ?? ''), start, body: written.slice(start, end) }
}

/** Whether a literal has its closing quotes. */
export function isFinished(written: string): boolean {
  const { start, body } = openString(written)
  return written.length - start - body.length > 0
}

/** Escape sequences replaced; one that is not known stays as it is written. At most 2,000 characters. */
export function unescaped(body: string): string {
  const piece = body.slice(0, LONGEST * 2)
  if (!piece.includes('\\')) return piece.slice(0, LONGEST)
  return piece.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (all: string, two?: string, four?: string, eight?: string, octal?: string, one?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
    const code = two ?? four ?? eight
    if (code !== undefined) return Number.parseInt(code, 16) > 0x10FFFF ? all : String.fromCodePoint(Number.parseInt(code, 16))
    return one !== undefined && Object.hasOwn(SIMPLE, one) ? SIMPLE[one] ?? all : all
  }).slice(0, LONGEST)
}
