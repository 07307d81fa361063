/** What irregular English words come from: `base: its other forms`. */
const IRREGULAR = `be: is are was were been being am; have: has had having; do: does did done; go: goes went gone; get: got gotten; make: made; take: took taken; give: gave given
come: came; run: ran; see: saw seen; know: knew known; keep: kept; bring: brought; build: built; find: found; catch: caught; break: broke broken; fall: fell fallen; grow: grew grown
hold: held; lead: led; learn: learnt; leave: left; lose: lost; send: sent; show: shown; sleep: slept; stand: stood; teach: taught; tell: told; think: thought; throw: threw thrown
understand: understood; wake: woke woken; write: wrote written; rewrite: rewrote rewritten; choose: chose chosen; draw: drew drawn; drive: drove driven; eat: ate eaten; feed: fed; feel: felt
forget: forgot forgotten; freeze: froze frozen; hear: heard; hide: hid hidden; pay: paid; read: reads; ring: rang rung; rise: rose risen; say: said; sell: sold; buy: bought; serve: served
shake: shook shaken; sing: sang sung; sink: sank sunk; speak: spoke spoken; spend: spent; stick: stuck; swap: swapped; wear: wore worn; win: won; rebuild: rebuilt; redo: redid redone
overwrite: overwrote overwritten; become: became; begin: began begun; bind: bound; fly: flew flown; meet: met; ride: rode ridden; sit: sat; steal: stole stolen; tear: tore torn
person: people; child: children; man: men; woman: women; mouse: mice; foot: feet; tooth: teeth; datum: data datas; index: indices; die: dies died dying; lie: lying; tie: ties tied tying
good: better best; bad: worse worst; mean: meant; deal: dealt; fit: fitted; bleed: bled; fight: fought; seek: sought; hurt: hurts; cut: cuts; put: puts; let: lets; set: sets; spin: spun`

const BASES = new Map(IRREGULAR.split(/;|\n/).flatMap((line) => {
  const [base = '', others = ''] = line.trim().split(': ')
  return others.split(' ').map((form) => [form, base] as const)
}))

const VOWEL = /[aeiouy]/

/** Lower case, without accents, one letter for each that looks or sounds the same; `ß` as `ss`. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ł', 'l').replaceAll('ø', 'o')
}

/**
 * A folded word and every base form that it may have in English: `shipped` is `shipped` and `ship`, `pinned` also `pinne`. Which of them are words is for
 * the reader of a list to say; a form too many does no harm there, and a part of speech need not be guessed.
 */
export function wordForms(word: string): readonly string[] {
  const base = BASES.get(word)
  const forms = [word, ...base === undefined ? [] : [base]]
  if (word.length < 4) return forms
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`, word.slice(0, -1))
  else if (word.endsWith('es')) forms.push(word.slice(0, -2), word.slice(0, -1))
  else if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) forms.push(word.slice(0, -1))
  if (word.endsWith('ied')) forms.push(`${word.slice(0, -3)}y`)
  else if (word.endsWith('ed')) forms.push(...stems(word.slice(0, -2)))
  else if (word.endsWith('ings')) forms.push(...stems(word.slice(0, -4)))
  else if (word.endsWith('ing')) forms.push(...stems(word.slice(0, -3)))
  return forms
}

function stems(stem: string): readonly string[] {
  if (stem.length < 2 || !VOWEL.test(stem)) return []
  const last = stem.at(-1) ?? ''
  return last === stem.at(-2) && !VOWEL.test(last) ? [stem, `${stem}e`, stem.slice(0, -1)] : [stem, `${stem}e`]
}
