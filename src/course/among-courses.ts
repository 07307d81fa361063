import type { Checklist } from '../model/checklist.ts'
import type { WrittenCourse } from '../model/course.ts'

/** A course and the file that it stands in, as messages name it. */
export type FiledCourse = { readonly file: string; readonly course: WrittenCourse; /** The checklist that it names. */ readonly checklist?: FiledChecklist }

/** A checklist and the file that it stands in. */
export type FiledChecklist = { readonly file: string; readonly checklist: Checklist }

/** What is wrong with several courses side by side, a sentence each: two of one id, or of one code, of which nobody could tell which is meant, and two checklists under one name. The code itself is not told. */
export function clashesAmong(filed: readonly FiledCourse[]): readonly string[] {
  const says: string[] = []
  const ids = new Map<string, string>()
  const codes = new Map<string, string>()
  const checklists = new Map<string, FiledChecklist>()
  for (const { file, course: { id, joinCode }, checklist } of filed) {
    if (checklist !== undefined) {
      const name = JSON.stringify([checklist.checklist.id, checklist.checklist.revision])
      const same = checklists.get(name) ?? checklist
      if (same.checklist.digest !== checklist.checklist.digest) says.push(`${checklist.file}: expected an id or a revision of its own; ${same.file} is revision ${same.checklist.revision} of the checklist "${same.checklist.id}" already, and says something else.`)
      checklists.set(name, same)
    }
    const sameId = ids.get(id)
    if (sameId !== undefined) says.push(`${file}: expected an id of its own; ${sameId} is the course "${id}" already. Set another "id" in one of them.`)
    else ids.set(id, file)
    if (joinCode === null) continue
    const sameCode = codes.get(joinCode)
    if (sameCode !== undefined) says.push(`${file}: expected a join_code of its own; ${sameCode} has the same. Set another one in one of them.`)
    else codes.set(joinCode, file)
  }
  return says
}

/** The id of a course that sets none, from the name of its file: `courses/MLOps 2026.yml` is `mlops-2026`. */
export function idOfFile(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/\.ya?ml$/i, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60).replaceAll(/^-+|-+$/g, '') || 'course'
}
