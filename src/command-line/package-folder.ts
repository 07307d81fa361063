import { existsSync, readFileSync } from 'node:fs'

/** The folder of this package, with a slash at its end: where its checklists, lessons and package.json lie, whether the code runs from src or was built to a folder beside them. */
export const PACKAGE_FOLDER = packageFolder()

function packageFolder(): URL {
  let folder = new URL('./', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('../', folder)
    if (above.href === folder.href) throw new Error(`no package.json above ${import.meta.url}`)
    folder = above
  }
  return folder
}

/** The version in this package's package.json. */
export function packageVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('package.json', PACKAGE_FOLDER), 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown'
}
