"""From spec to code: load -> bundle -> lint -> generate -> wire -> check -> diff. Runs at development time only.

Each stage is a module or folder of that name and imports only from the stages before it; `tests/unit/test_stages.py`
holds that. The name of an API is a parameter everywhere: the folder `spec/NAME`.
"""
