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

/**
 * The same for what an object and something in it decide together: kept by the key of the second for as long as the first lives.
 * The function must be pure, and must not come back to the same two while it computes.
 */
export function memoiseEach<Key extends object, One, Value>(keyOf: (one: One) => unknown, compute: (key: Key, one: One) => Value): (key: Key, one: One) => Value {
  const keptOf = memoise((_key: Key): Map<unknown, { readonly value: Value }> => new Map())
  return (key, one) => {
    const kept = keptOf(key)
    const place = keyOf(one)
    const known = kept.get(place)
    if (known !== undefined) return known.value
    const value = compute(key, one)
    kept.set(place, { value })
    return value
  }
}
