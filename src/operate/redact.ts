/** GitHub's tokens by their prefixes, as it documents them: installation, personal, user, refresh, OAuth, fine-grained; and those of this App's API. Linear: each ends at the first other character. */
const TOKENS = /\b(?:gh[pousr]_|github_pat_|cct_|v1\.(?=[0-9a-f]{40}))\w+/g
const BEARERS = /\b(bearer|token) +(?!\[)[\w.~+/=-]{20,}/gi
const JWTS = /\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+/g
const USERINFO = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"]{1,300}@/gi
const KEY_BEGIN = '-----BEGIN '
const KEY_END = /-----END [A-Z ]{1,40}-----/g

/** Text without tokens, keys and passwords of addresses: each is replaced by a word that says what was there. */
export function redact(text: string): string {
  return withoutKeys(text).replaceAll(TOKENS, '[token]').replaceAll(JWTS, '[token]').replaceAll(BEARERS, '$1 [token]').replaceAll(USERINFO, '$1[user]@')
}

/** A PEM block from its first line to its last, or to the end of the text where that one is missing. */
function withoutKeys(text: string): string {
  let kept = ''
  let from = 0
  for (let begin = text.indexOf(KEY_BEGIN); begin >= 0; begin = text.indexOf(KEY_BEGIN, from)) {
    KEY_END.lastIndex = begin
    const end = KEY_END.exec(text)
    kept += `${text.slice(from, begin)}[key]`
    if (end === null) return kept
    from = end.index + end[0].length
  }
  return kept + text.slice(from)
}
