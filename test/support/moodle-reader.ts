import { readCsv } from './read-csv.ts'

/** Somebody on a site of Moodle; `who` is what a test calls them. */
export type MoodleUser = { readonly who: string; readonly username: string; readonly email: string; readonly idnumber: string }

export type MoodleGrade = { readonly grade: number | null; readonly feedback: string | null }

/**
 * What Moodle's import of grades would take from a file, by its rules, with `from` mapped to the field of that name and `grade` to a grade item that is there: by `who`, or why the whole import ends. A blank identity writes to the person of the row above.
 */
export function importIntoMoodle(text: string, users: readonly MoodleUser[], from: 'username' | 'email' | 'idnumber'): ReadonlyMap<string, MoodleGrade> | string {
  const [header = [], ...rows] = readCsv(text.replace(/^\uFEFF/, ''))
  const [grade, feedback, identity] = [header.indexOf('grade'), header.indexOf('feedback'), header.indexOf(from)]
  if (identity < 0) return `no column ${from}`
  if (grade < 0 && feedback >= 0) return 'feedback without grades wipes them'
  const taken = new Map<string, MoodleGrade>()
  let user: MoodleUser | undefined
  for (const row of rows) {
    const [id = '', points = ''] = [row[identity]?.trim(), row[grade]?.trim()]
    if (id !== '' && id !== '0') {
      user = users.find((one) => one[from] === id)
      if (user === undefined) return `unknown user ${id}`
    }
    if (user === undefined) return 'no user'
    const isNone = points === '' || points === '-'
    if (!isNone && !/^-?\d+(?:\.\d+)?$/.test(points)) return `no number: ${points}`
    if (Number(points) > 100) return `too big: ${points}`
    taken.set(user.who, { grade: isNone ? null : Number(points), feedback: feedback < 0 ? null : row[feedback] ?? '' })
  }
  return taken
}

/** What Moodle's upload of a worksheet for offline grading would take, by its rules: the number of the participant, and `Grade`; a blank grade and one above the highest is passed over. */
export function uploadWorksheet(text: string, participants: ReadonlyMap<number, string>): ReadonlyMap<string, MoodleGrade> {
  const [header = [], ...rows] = readCsv(text.replace(/^\uFEFF/, ''))
  const [id, grade, feedback, modified] = ['Identifier', 'Grade', 'Feedback comments', 'Last modified (grade)'].map((name) => header.indexOf(name))
  if (id === undefined || grade === undefined || modified === undefined || Math.min(id, grade, modified) < 0) throw new Error(`no worksheet: ${header.join('|')}`)
  return new Map(rows.flatMap((row) => {
    const user = participants.get(Number(row[id]?.slice('Participant '.length)))
    const points = row[grade] ?? ''
    return user === undefined ? [] : [[user, { grade: points === '' || Number(points) > 100 ? null : Number(points), feedback: row[feedback ?? -1] ?? null }] as const]
  }))
}
