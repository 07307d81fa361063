/**
 * Computes a value from an object once and keeps it as long as the object lives, so that every check may ask for it:
 * `export const pythonOf = memoise((facts: RepositoryFacts) => …)`. The function must be pure.
 */
export function memoise<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const kept = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const known = kept.get(key)
    if (known !== undefined) return known.value
    const value = compute(key)
    kept.set(key, { value })
    return value
  }
}
