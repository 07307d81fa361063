import type { Course } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import { globMatcher } from '../parse/glob.ts'

/**
 * Whether a repository is one of those in which the staff of a course practises: it is worked on as any other is, and counts in no list of the course. By the name that it has now, among those of the course's own account; GitHub's names know no upper
 * case, so neither does this.
 */
export function isPractice({ ownerId, name }: Pick<HostedRepository, 'ownerId' | 'name'>, { account, repositories: { practice = [] } }: Pick<Course, 'account' | 'repositories'>): boolean {
  return account.id === ownerId && practice.some((pattern) => globMatcher(pattern.toLowerCase())(name.toLowerCase()))
}
