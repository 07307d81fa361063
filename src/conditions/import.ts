import { listedPackagesOf } from '../facts/dependencies/listed-packages.ts'
import { definitionsOf } from '../facts/python/definitions.ts'
import { fileEvidence } from '../facts/repository-facts.ts'
import { packageName } from '../parse/requirements.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { IN_NOTEBOOK, isPython, modulesIn, placeWords } from './frame/python-places.ts'
import { sightingOf, type Found } from './frame/sightings.ts'

/** An import of a module, of something in it, or of a module below it. */
export const importOf: ConditionCheck<'import'> = {
  kind: 'import',
  revision: 1,
  describe: (condition) => `an import of \`${condition.module}\`${placeWords(condition.in)}`,
  next: (condition) => `Import \`${condition.module}\` where it is used${placeWords(condition.in)}.`,
  mayStandIn: (_, path) => isPython(path),
  look: (condition, facts) => {
    const asked = condition.module
    const isMeant = (dotted: string): boolean => dotted === asked || dotted.startsWith(`${asked}.`)
    const found = modulesIn(facts, condition.in).flatMap(({ path, role, tree }): readonly Found[] => definitionsOf(tree).imports
      .filter(({ module, name }) => isMeant(name === null ? module : module === '' ? name : `${module}.${name}`))
      .map(({ module, name, line }) => ({ place: fileEvidence(facts, path, line, name === null ? `import ${module}` : `from ${module} import ${name}`), why: role === 'notebook' ? IN_NOTEBOOK : null })))
    const listed = listedPackagesOf(facts).find(({ name }) => name === packageName(asked.split('.')[0] ?? ''))
    return sightingOf(found, listed === undefined ? null : fileEvidence(facts, listed.path, listed.line, 'it is listed, and no code imports it'))
  },
}
