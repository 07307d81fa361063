import { joinPath, splitPath, type FolderContents } from './folders.ts'

const OWN_FOLDERS = new Set(['bin', 'lib', 'lib64', 'include', 'share', 'etc', 'man', 'doc', 'Scripts', 'Lib', 'Include', 'DLLs', 'Library', 'conda-meta'])
const INTERPRETERS = ['python', 'python3', 'pip', 'pip3', 'python.exe', 'pip.exe', 'activate.fish', 'activate.csh', 'activate.bat', 'Activate.ps1']

/**
 * The folders that are Python environments, by what they hold and under whatever name: `pyvenv.cfg`, `lib/python3.x`, `Lib/site-packages`,
 * an `activate` beside an interpreter, or `conda-meta`. The root of the repository is `''`.
 */
export function environmentRoots(folders: FolderContents): ReadonlySet<string> {
  const roots = new Set<string>()
  for (const [folder, names] of folders) {
    if (names.has('pyvenv.cfg')) roots.add(folder)
    const { folder: parent, name } = splitPath(folder)
    if ((name === 'bin' || name === 'Scripts') && (names.has('activate') || names.has('activate.bat')) && INTERPRETERS.some((tool) => names.has(tool))) roots.add(parent)
    if (name === 'conda-meta' && (names.has('history') || [...names].some((file) => file.endsWith('.json')))) roots.add(parent)
    const library = rootOfLibrary(folder)
    if (library !== null) roots.add(library)
  }
  return roots
}

/**
 * Whether a folder belongs to the environment that its parent is: what pip, venv and conda make there.
 * A project that lives inside its own environment keeps its folders; so does a repository whose root is one.
 */
export function isEnvironmentFolder(folder: string, roots: ReadonlySet<string>, folders: FolderContents): boolean {
  const { folder: parent, name } = splitPath(folder)
  if (name === 'site-packages' || (name.startsWith('python3') && /(?:^|\/)lib(?:64)?$/.test(parent))) return true
  if (!roots.has(parent) || !OWN_FOLDERS.has(name)) return false
  if (parent !== '') return true
  const names = folders.get(folder)
  return name === 'conda-meta' || ((name === 'bin' || name === 'Scripts') && (names?.has('activate') === true || names?.has('activate.bat') === true))
}

/** Whether a file directly in an environment's folder is the environment's own. */
export function isEnvironmentFile(folder: string, name: string, roots: ReadonlySet<string>): boolean {
  return name === 'pyvenv.cfg' || name === 'pip-selfcheck.json' || (name === 'lib64' && roots.has(folder))
}

function rootOfLibrary(folder: string): string | null {
  const parts = folder.split('/')
  const at = parts.findIndex((part, index) =>
    ((part === 'lib' || part === 'lib64') && parts[index + 1]?.startsWith('python3') === true) || (part === 'Lib' && parts[index + 1] === 'site-packages'))
  return at < 0 ? null : parts.slice(0, at).reduce(joinPath, '')
}
