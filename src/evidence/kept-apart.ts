const DATA = /(?:^|\/)(?:data|models?|artifacts|dataset|datasets)\/|\.(?:csv|parquet|pkl|pickle|joblib|onnx|pt|pth|h5|keras|npy|npz|feather)$/i
const CODE = /\.(?:py|ipynb|md|ya?ml|toml|sh|sql|dvc)$/i

/** Whether a file is data or a model by its path: what DVC keeps and git does not. */
export function isKeptApart(path: string): boolean {
  return DATA.test(path) && !CODE.test(path)
}
