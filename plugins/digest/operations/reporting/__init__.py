"""What a scheduled run tells programs that watch over it.

    run_outcome      how a run and each of its steps ended
    prometheus_file  the outcome as metrics, for the textfile collector of Prometheus' node_exporter
    health_ping      asks for an address after a good run, so that its owner knows when there was none

`health.json`, which the site itself has, is of `publishing`.
"""
