"""Our event logs read back by pm4py, and logs of others read by both: `make mining`, in an environment of its own."""
