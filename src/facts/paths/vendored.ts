import { splitPath, type FolderContents } from './folders.ts'

/** What `pip install --target` left in a folder: the packages' names as they would be imported, as far as their metadata tells. */
type Installed = ReadonlyMap<string, ReadonlySet<string>>

const BY_NAME = new Set(['node_modules', 'bower_components', 'third_party', 'third-party', 'thirdparty', '3rdparty', '_vendor'])
const BY_NAME_AND_CONTENT = new Set(['vendor', 'vendors', 'vendored'])
const BROUGHT_ALONG = /^(?:licen[cs]e|copying|notice|setup\.py|pyproject\.toml|package\.json|go\.mod|modules\.txt|composer\.json)|\.min\.(?:js|css)$/i
/** From this many packages on, a folder is taken as filled by an installer; its folders are then packages, but for those a project usually has. */
const INSTALLED_FOLDER = 3
const OWN_NAMES = new Set(['src', 'app', 'api', 'tests', 'test', 'data', 'models', 'model', 'config', 'configs', 'utils', 'notebooks', 'scripts', 'docs', '.github'])

export type Vendored = { readonly installed: Installed; readonly marked: ReadonlySet<string> }

/** Finds the places of other people's packages by what they hold. */
export function findVendored(folders: FolderContents): Vendored {
  const installed = new Map<string, Set<string>>()
  const marked = new Set<string>()
  for (const [folder, names] of folders) {
    const { folder: parent, name } = splitPath(folder)
    if (name.endsWith('.dist-info')) {
      const packages = installed.get(parent) ?? new Set<string>()
      installed.set(parent, packages.add(importName(name.slice(0, -'.dist-info'.length))))
    }
    const vendor = vendorFolder(folder)
    if (vendor !== null && [...names].some((file) => BROUGHT_ALONG.test(file))) marked.add(vendor)
  }
  return { installed, marked }
}

/** Whether a folder holds somebody else's package, given that its parent is the project's own. */
export function isVendoredFolder(folder: string, { installed, marked }: Vendored): boolean {
  const { folder: parent, name } = splitPath(folder)
  if (BY_NAME.has(name) || name.endsWith('.dist-info') || marked.has(folder)) return true
  const packages = installed.get(parent)
  if (packages === undefined) return false
  return packages.has(importName(name)) || (parent !== '' && packages.size >= INSTALLED_FOLDER && !OWN_NAMES.has(name.toLowerCase()))
}

/** Whether a single module lies beside its own package metadata, as `six.py` does. */
export function isVendoredModule(folder: string, name: string, { installed }: Vendored): boolean {
  return name.endsWith('.py') && installed.get(folder)?.has(importName(name.slice(0, -3))) === true
}

function importName(distribution: string): string {
  return (distribution.split(/-(?=\d)/)[0] ?? '').toLowerCase().replaceAll(/[-.]/g, '_')
}

function vendorFolder(folder: string): string | null {
  const parts = folder.split('/')
  const at = parts.findIndex((part) => BY_NAME_AND_CONTENT.has(part.toLowerCase()))
  return at < 0 ? null : parts.slice(0, at + 1).join('/')
}
