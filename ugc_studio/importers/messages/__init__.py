"""Files that hold what somebody wrote: mails, exported chats, downloads of a network's messages."""
