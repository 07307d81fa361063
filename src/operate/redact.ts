/** Tokens by the prefixes that their makers document: of GitHub (installation, personal, user, refresh, OAuth, fine-grained; newer ones hold a JWT), of this App's API, and of the services that students deploy to. Each ends at the first other character. */
const TOKENS = /(?<![A-Za-z0-9])(?:(?:gh[pousr]_|github_pat_|cct_|v1\.(?=[0-9a-f]{40})|glpat-|xox[abeoprs]-|npm_|pypi-|hf_|dop_v1_|GOCSPX-|ya29\.)[\w-]+(?:\.[\w-]+){0,4}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{35})/g
const BEARERS = /(?<![A-Za-z0-9])(bearer|token|basic) +(?!\[)[\w.~+/=-]{20,}/gi
const JWTS = /(?<![A-Za-z0-9])eyJ[\w-]{10,}(?:\.[\w-]*){2,4}/g
/** Up to the last `@` before what ends the host: who forgets to write one in a password as %40 has two. */
const USERINFO = /((?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/"\\<>]{1,300}@/gi
/** The same of a database, whose password may hold a slash as well. */
const OF_DATABASE = /((?<![A-Za-z0-9])(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|amqps?):\/\/)[^\s"\\<>]{1,300}@/gi
/** What is told in an address: the code and the state of a sign-in, tokens, signatures. The link that opens the set-up is logged to be used, once. */
const IN_ADDRESS = /((?<!\/setup)\?|[&#;])((?:code|state|token|access_token|refresh_token|id_token|client_secret|secret|password|passwd|sig|signature|api[_-]?key|key|x-amz-(?:signature|security-token|credential)|x-goog-(?:signature|credential))=)[^\s&"'\\#<>]+/gi
/** A header or a field that is secret as a whole, as text, as JSON and as JSON within a text. */
const FIELD = /(?<![A-Za-z0-9])((?:proxy-)?authorization|set-cookie|cookie|x-hub-signature(?:-256)?|\w{0,40}(?:password|passwd|client_?secret|webhook_?secret|secret_?access_?key|private_?key))(\\{0,3}["']?(?: ?= ?|\\{0,3}: ?(?=\\{0,3}["']))\\{0,3}["']?|: (?=basic |bearer |token |sha256=|[\w-]+=))(?!\[|(?:basic|bearer|token) \[)[^\s"'\\,}]{1,4000}(?: (?!\[)[\w.~+/=-]{8,4000})?/gi
const KEY_BEGIN = '-----BEGIN '
const KEY_END = /-----END [A-Z ]{1,40}-----/g
/** Shorter ones are words. */
const SHORTEST = 8

/** Text without tokens, keys and passwords of addresses, whatever form they have, nor any of the secrets that are known: each is replaced by a word that says what was there. */
export function redact(text: string, secrets: readonly string[] = []): string {
  return withoutKeys(withoutKnown(text, secrets)).replaceAll(TOKENS, '[token]').replaceAll(JWTS, '[token]').replaceAll(BEARERS, '$1 [token]').replaceAll(FIELD, '$1$2[secret]').replaceAll(OF_DATABASE, '$1[user]@').replaceAll(USERINFO, '$1[user]@').replaceAll(IN_ADDRESS, '$1$2[secret]')
}

/** A secret may stand in a text as it is, in JSON, in JSON within a text, or in an address. */
function withoutKnown(text: string, secrets: readonly string[]): string {
  const inJson = (secret: string): string => JSON.stringify(secret).slice(1, -1)
  return secrets.filter(({ length }) => length >= SHORTEST).flatMap((secret) => [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret)]).reduce((kept, form) => kept.replaceAll(form, '[secret]'), text)
}

/** A PEM block from its first line to its last; where that is missing, to what no key holds: the quote that ends its field, else the end of the text. */
function withoutKeys(text: string): string {
  let kept = ''
  let from = 0
  let quote = -1
  for (let begin = text.indexOf(KEY_BEGIN); begin >= 0; begin = text.indexOf(KEY_BEGIN, from)) {
    if (quote < begin) quote = endOr(text.indexOf('"', begin), text)
    KEY_END.lastIndex = begin
    const end = KEY_END.exec(text)
    const isWhole = end !== null && end.index < quote
    kept += `${text.slice(from, begin)}[key]`
    from = isWhole ? end.index + end[0].length : quote
  }
  return kept + text.slice(from)
}

function endOr(index: number, text: string): number {
  return index < 0 ? text.length : index
}
