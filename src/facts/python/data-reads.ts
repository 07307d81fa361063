const READS = /^(?:pandas|polars|dask\.dataframe|pyarrow\.\w+|geopandas|awswrangler\.\w+|ray\.data)\.(?:read|scan)_\w+$|\.(?:read_csv|read_parquet|read_excel|read_json|read_table|read_sql\w*|imread|load_from_disk)$|^(?:datasets\.load_dataset|torch\.load|numpy\.load(?:txt)?|joblib\.load|PIL\.Image\.open|cv2\.imread|csv\.(?:reader|DictReader)|json\.load|torchvision\.datasets\.\w+|sklearn\.datasets\.(?:load|fetch)_\w+|pyspark\b.*\.(?:csv|parquet|load|table))$/

/** Whether a call, by its resolved dotted name, reads data from a file, a table or a public data set. */
export function readsData(dotted: string): boolean {
  return READS.test(dotted)
}
