import type { TreeEntry } from '../../model/repository.ts'
import { normalPath } from '../repository-facts.ts'

export type ChosenProject = { readonly ok: true; readonly project: string } | { readonly ok: false; readonly reason: string; readonly hint: string }

const EXERCISE = /^(?:\d{2}[-_. ].*|(?:week|lesson|module|homework|hw|chapter|lab|session|unit|cohort|day)[-_. ]?\d+.*)$/i
const CAPSTONE = /^(?:\d{2}[-_. ])?(?:.*[-_. ])?(?:capstone|final[-_. ]?project)(?:[-_. ].*)?$/i
const LEAST_EXERCISES = 3

/**
 * The capstone's own folder, `.` for the whole repository. The project is the repository, unless it clearly is a course's:
 * at least three numbered exercise folders at the root that hold code, and exactly one folder named as a capstone or final project that does.
 */
export function findProject(tree: readonly TreeEntry[]): string {
  const withCode = new Set<string>()
  for (const { path } of tree) {
    const slash = path.indexOf('/')
    if (slash > 0 && (path.endsWith('.py') || path.endsWith('.ipynb'))) withCode.add(path.slice(0, slash))
  }
  const capstones = [...withCode].filter((folder) => CAPSTONE.test(folder))
  const exercises = [...withCode].filter((folder) => EXERCISE.test(folder) && !CAPSTONE.test(folder))
  const [capstone] = capstones
  return capstones.length === 1 && capstone !== undefined && exercises.length >= LEAST_EXERCISES ? capstone : '.'
}

/** The folder a person asked for, or the one found. */
export function chooseProject(tree: readonly TreeEntry[], asked: string | null): ChosenProject {
  if (asked === null) return { ok: true, project: findProject(tree) }
  const project = normalPath(asked)
  if (asked.startsWith('/') || project.startsWith('..')) {
    return { ok: false, reason: `--project ${asked}: the folder lies outside the repository`, hint: 'Give the folder from the repository\'s root, for example --project capstone.' }
  }
  if (project === '.' || tree.some(({ path }) => path.startsWith(`${project}/`))) return { ok: true, project }
  const nearest = foldersLike(tree, project)
  return {
    ok: false, reason: `--project ${asked}: there is no such folder in the repository`,
    hint: nearest.length > 0 ? `Nearest: ${nearest.join(', ')}.` : 'Give the folder from the repository\'s root, or leave --project out to judge the whole repository.',
  }
}

/** Whether a path belongs to a project folder. */
export function isInProject(path: string, project: string): boolean {
  return project === '.' || path.startsWith(`${project}/`)
}

function foldersLike(tree: readonly TreeEntry[], asked: string): readonly string[] {
  const last = asked.slice(asked.lastIndexOf('/') + 1).toLowerCase()
  const folders = new Set<string>()
  for (const { path } of tree) {
    const parts = path.split('/').slice(0, -1)
    parts.forEach((part, index) => {
      if (index < 4 && (part.toLowerCase().includes(last) || last.includes(part.toLowerCase()))) folders.add(parts.slice(0, index + 1).join('/'))
    })
    if (folders.size >= 3) break
  }
  return [...folders].slice(0, 3)
}
