"""Work on many items by other processes, of this machine or of several, through the standard `concurrent.futures`.

Batches of items come in; each goes out again with its results. A module is called by the one above it that is indented
less:

    batch_run          gives batches to an executor, a bounded number at a time; outlives processes that die
      batch_executor     what an executor is asked beside the standard methods
        shared_values      values that each process gets once, and not with every batch
    worker_processes   an executor: processes of this machine, begun anew when one dies
    dask_workers       an executor: workers of a Dask cluster, on as many machines as it has

Nothing here is specific to news. `dask_workers` needs the optional package `distributed`, and imports it where it is
used.
"""
