"""Questions to this installation, asked in a process of their own: does it diarize, is it there?"""
