import type { Role } from './role.ts'

const EXTENSIONS: ReadonlyMap<string, Role> = new Map([
  ...roleOfEach('code', 'py pyi pyx js jsx mjs cjs ts tsx java kt scala go rs r jl c h cc cpp cs rb php sh bash zsh ps1 bat sql html css scss vue svelte proto'),
  ...roleOfEach('notebook', 'ipynb'),
  ...roleOfEach('docs', 'md mdx markdown rst adoc txt'),
  ...roleOfEach('config', 'yml yaml toml cfg ini conf json jsonc tf tfvars hcl env lock dvc properties xml mk just in j2 tpl tmpl dockerfile service rules alloy'),
  ...roleOfEach('data', 'csv tsv parquet feather arrow avro orc npy npz pkl pickle joblib h5 hdf5 onnx pt pth ckpt safetensors bin model keras pb tflite sav rds xls xlsx '
    + 'zip gz tar tgz bz2 xz 7z zst db sqlite sqlite3 duckdb geojson jsonl ndjson png jpg jpeg gif svg webp bmp tif tiff ico pdf mp3 wav mp4 avi mov ttf woff woff2 eot'),
])

const CONFIG_NAMES = /^(?:.*dockerfile.*|.*makefile.*|justfile|jenkinsfile|procfile|mlproject|mlmodel|pipfile|vagrantfile|codeowners|earthfile|tiltfile|requirements.*\.txt|constraints.*\.txt|runtime\.txt|environment.*\.txt|pylintrc|env\.\w+|\.[^/]+)$/
const DOCS_NAMES = /^(?:readme|license|licence|copying|notice|contributing|changelog|authors|model[-_]?card)(?:\.[a-z]+)?$/
/** Copies that an editor or a person set aside: nothing runs them. */
const SET_ASIDE = /\.(?:save|bak|bck|backup|old|orig|swp|ds_store)$|~$/
const DATA_FOLDER = /(?:^|\/)(?:data|datasets?|raw_data|images|labels|annotations)(?:\/|$)/
/** Formats that are configuration anywhere but among data. */
const DATA_AMONG_DATA = new Set(['json', 'txt', 'xml'])

/** Nobody writes a configuration or a page this long by hand. */
const LONGEST_WRITTEN = 1024 * 1024

/** What a file is by its name, ending and size in bytes, outside tests and everything the project did not write. */
export function roleOfName(folder: string, name: string, size: number | null): Role {
  const lower = name.toLowerCase()
  const ending = lower.slice(lower.lastIndexOf('.') + 1)
  if (SET_ASIDE.test(lower)) return 'other'
  if (DOCS_NAMES.test(lower)) return 'docs'
  const role = EXTENSIONS.get(lower.includes('.') ? ending : '')
  if (CONFIG_NAMES.test(lower) && role !== 'code' && role !== 'docs' && role !== 'data') return 'config'
  if (/^(?:requirements|constraints|runtime|environment).*\.txt$/.test(lower) || (ending === 'txt' && /(?:^|\/)requirements$/.test(folder))) return 'config'
  if (folder === '.dvc' || folder.endsWith('/.dvc')) return 'config'
  if (DATA_AMONG_DATA.has(ending) && (DATA_FOLDER.test(folder.toLowerCase()) || (size ?? 0) > LONGEST_WRITTEN)) return 'data'
  // Sphinx writes this file when a person asks it for a documentation.
  if (lower === 'conf.py' && /(?:^|\/)docs?(?:\/source)?$/.test(folder)) return 'docs'
  if (ending === 'py' && /(?:^|\/)notebooks?(?:\/|$)/.test(folder)) return 'notebook'
  return role ?? 'other'
}

function roleOfEach(role: Role, endings: string): readonly (readonly [string, Role])[] {
  return endings.split(' ').map((ending) => [ending, role] as const)
}
