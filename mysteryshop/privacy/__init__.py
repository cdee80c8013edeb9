"""Privacy by construction: what may identify a person is proposed for redaction whenever a journey leaves the store.

Pure: records, texts and decisions in, records and sentences out. Nothing here changes what is recorded.
"""
