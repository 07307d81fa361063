import type { HostedRepository } from '../../model/hosting.ts'

/** The file in which an organization writes down its course. */
export const COURSE_FILE = 'capstone.yml'

/** Whether a repository is the one in which an account keeps what holds for all of its repositories: it is no student's, and of an organization it may hold the course. */
export function isCourseHome({ name }: Pick<HostedRepository, 'name'>): boolean {
  return name.toLowerCase() === '.github'
}
