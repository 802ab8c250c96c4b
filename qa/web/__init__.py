"""The chat page. The only home of gradio, fastapi and uvicorn."""
