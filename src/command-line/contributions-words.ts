/** `course`: its id, null for the only one that runs. `of`: the repository (`owner/name`) or the student that is meant; null for all. */
export type ContributionsOptions = { readonly course: string | null; readonly of: string | null; readonly format: 'text' | 'json' }

/** What `contributions` is to do by its words, or what was expected of them, in a sentence. */
export function readContributionsWords(rest: readonly string[], { course, repo, student, format }: { readonly course?: string | undefined; readonly repo?: string | undefined; readonly student?: string | undefined; readonly format: string }): ContributionsOptions | string {
  if (rest.length > 0) return `contributions takes nothing but options, for example: capstone-coach contributions --repo octo-org/churn; found "${rest.join(' ')}"`
  if (course === '') return '--course of contributions takes the id of a course, for example mlops-2026; found nothing'
  if (repo !== undefined && !/^[^/\s]+\/[^/\s]+$/.test(repo)) return `--repo of contributions takes a repository as owner/name, for example octo-org/churn; found "${repo}"`
  if (student?.trim() === '') return '--student of contributions takes a student by their key in the list of the course, login, student id or e-mail; found nothing'
  if (repo !== undefined && student !== undefined) return 'contributions takes --repo or --student, not both'
  return format === 'text' || format === 'json' ? { course: course ?? null, of: repo ?? student?.trim() ?? null, format } : `--format of contributions is text or json; found "${format}"`
}
