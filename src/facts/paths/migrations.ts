import { splitPath, type FolderContents } from './folders.ts'

/** Whether a Python file is a database migration: of Alembic (beside or below its `script.py.mako`) or of Django (numbered, in `migrations`). */
export function isMigration(folder: string, name: string, folders: FolderContents): boolean {
  const { folder: parent, name: last } = splitPath(folder)
  const isAlembic = (place: string): boolean => folders.get(place)?.has('script.py.mako') === true
  if (last === 'versions') return isAlembic(parent) || splitPath(parent).name === 'alembic'
  if (name === 'env.py') return isAlembic(folder)
  return last === 'migrations' && (/^\d{4}_\w+\.py$/.test(name) || (name === '__init__.py' && folders.get(folder)?.has('0001_initial.py') === true))
}
