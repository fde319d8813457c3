"""The Streamlit dashboard over `core`."""
