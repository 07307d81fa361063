import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'

/** A pattern that Git LFS keeps; `holds` is what its name says of its content. */
export type LargeFilePattern = { readonly pattern: string; readonly holds: 'data' | 'model' | 'other'; readonly path: string; readonly line: number }

const MODEL = /\.(?:pkl|pickle|h5|hdf5|pt|pth|onnx|joblib|bin|safetensors|keras|ckpt|pb|tflite|model|gguf|ubj)$|(?:^|\/)(?:models?|weights|checkpoints)(?:\/|$)/i
const DATA = /\.(?:csv|tsv|parquet|feather|arrow|jsonl?|npy|npz|zip|gz|tar|jpe?g|png|wav|mp3|mp4|xlsx?|db|sqlite|avro|orc)$|(?:^|\/)(?:data|datasets?|raw|processed)(?:\/|$)/i

/** The patterns of .gitattributes that Git LFS keeps, in the order of the tree. */
export const largeFilePatternsOf = memoise((facts: RepositoryFacts): readonly LargeFilePattern[] =>
  [...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'lines' && nameOf(path) === '.gitattributes'
    ? read.entries.flatMap((entry) => {
      const [pattern = '', ...attributes] = entry.text.split(/\s+/)
      return attributes.includes('filter=lfs') ? [{ pattern, holds: holdsOf(pattern), path, line: entry.line }] : []
    })
    : []))

function holdsOf(pattern: string): LargeFilePattern['holds'] {
  return MODEL.test(pattern) ? 'model' : DATA.test(pattern) ? 'data' : 'other'
}
