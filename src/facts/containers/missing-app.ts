import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

const SERVED = /(?:^|\s)(?:uvicorn|gunicorn|hypercorn)\s(?:\S+\s)*?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):[A-Za-z_]\w*(?:\s|$)/

const makesApp = memoise((facts: RepositoryFacts): boolean => projectModulesOf(facts).some((module) => callsOf(module.tree).some((call) => /^(?:FastAPI|Flask|Starlette|Quart|Litestar|Sanic|Dash)$/.test(call.method))))

/** The module that a command serves (`uvicorn pier.main:app`), as a path that no file of the repository ends with; null where one does, or where the command serves none. */
export function missingApp(facts: RepositoryFacts, command: string): string | null {
  const module = SERVED.exec(command.slice(0, 500))?.[1]
  const [first = ''] = module?.split('.') ?? []
  // What lies in no folder of the project is installed, and where no file of it makes an app, the app may be written elsewhere.
  if (module === undefined || first === module || ![...facts.paths].some((one) => one.startsWith(`${first}/`) || one.includes(`/${first}/`)) || !makesApp(facts)) return null
  const path = module.replaceAll('.', '/')
  const ends = [`${path}.py`, `${path}/__init__.py`]
  return [...facts.paths].some((one) => ends.some((end) => one === end || one.endsWith(`/${end}`))) ? null : `${path}.py`
}
