import type { Answer, GitHubClient } from './client.ts'
import { itemsOf, textField } from './json.ts'
import type { RepositoryAddress } from './repository-address.ts'

const A_PAGE = 100
const MOST_PAGES = 10

/** The names of a repository's branches, a thousand at most, in the order that git gives them; or the failure. */
export async function listBranches(client: GitHubClient, { owner, name }: RepositoryAddress): Promise<{ readonly ok: true; readonly branches: readonly string[] } | (Answer & { readonly ok: false })> {
  const names: string[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.ask((rest, request) => rest.repos.listBranches({ owner, repo: name, per_page: A_PAGE, page, request }))
    if (!answer.ok) return answer
    const found = itemsOf(answer.body)
    names.push(...found.flatMap((branch) => textField(branch, 'name') ?? []))
    if (found.length < A_PAGE) break
  }
  return { ok: true, branches: names.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))) }
}
