"""One file for each thing that MiniStack 1.5.33 does differently from AWS and that this project needs."""
