/** An answer and what is read in it, as the case files of answers tell. */
export type AnswerCase = { readonly line: number; readonly text: string; readonly components: readonly string[]; readonly reads: readonly string[] }

/**
 * Reads a case file: lines behind `> ` are an answer as it was typed; the line behind them tells what is read, `reads: a1, a5` or `reads: nothing`, and for B what was asked
 * about, `dvc, mlflow reads: …`. Throws where an answer has no such line.
 */
export function readAnswerCases(markdown: string, name: string): readonly AnswerCase[] {
  const cases: AnswerCase[] = []
  let typed: string[] = []
  markdown.split('\n').forEach((line, at) => {
    if (line.startsWith('>')) { typed.push(line.replace(/^> ?/, '')); return }
    if (typed.length === 0 || line === '') return
    const told = /^(?<asked>[a-z, ]*)reads: (?<reads>[a-z0-9, -]+)$/.exec(line)?.groups
    if (told === undefined) throw new Error(`${name}:${at + 1}: expected "reads: …" behind an answer; found "${line}"`)
    cases.push({ line: at + 1, text: typed.join('\n'), components: words(told['asked']), reads: words(told['reads']).filter((word) => word !== 'nothing') })
    typed = []
  })
  if (typed.length > 0) throw new Error(`${name}: the last answer has no "reads: …"`)
  return cases
}

function words(list = ''): readonly string[] {
  return list.split(',').map((word) => word.trim()).filter((word) => word !== '')
}
