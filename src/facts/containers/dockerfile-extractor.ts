import { looksLikeDockerfile, readDockerfile } from '../../parse/dockerfile/read.ts'
import type { Extractor } from '../file-facts.ts'
import { located } from '../located.ts'

const NAMED = /(?:^|\/)(?:(?:dockerfile|containerfile)(?:\.[^/]*)?|[^/]+\.(?:dockerfile|containerfile))$/i
/** Leftovers of editors, templates and ignore files are no Dockerfiles. */
const NOT = /(?:\.(?:save|swp|bak|orig|old|md|txt|yml|yaml|json|sh|j2|tmpl|template|dockerignore|dvc|png)|~)$/i

/** Whether a path is that of a Dockerfile by its name: Dockerfile, Dockerfile.x, x.dockerfile, Containerfile, in any case. */
function isDockerfileName(path: string): boolean {
  return NAMED.test(path) && !NOT.test(path)
}

/** A name without an ending, such as `installation/deployment`, which a build can name with `-f`. */
const BARE = /(?:^|\/)[A-Za-z][\w-]*$/
const OTHER_BARE = /(?:^|\/)(?:[^/]*makefile|justfile|readme|license|licence|copying|notice|procfile|jenkinsfile|pipfile|mlproject|vagrantfile|codeowners|authors)$/i

/** Reads Dockerfiles by name, and files without any ending where their text is that of a Dockerfile. */
export const dockerfileExtractor: Extractor = {
  id: 'dockerfile',
  revision: 2,
  dependsOnPath: true,
  reads: (path) => isDockerfileName(path) || (BARE.test(path) && !OTHER_BARE.test(path)),
  extract: (text, path) => {
    if (!isDockerfileName(path) && !looksLikeDockerfile(text)) return { facts: null, problems: [] }
    const { tree, problems } = readDockerfile(text)
    return { facts: { kind: 'dockerfile', tree }, problems: located(path, problems) }
  },
}
